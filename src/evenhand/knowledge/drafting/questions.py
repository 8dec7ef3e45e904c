"""What the message that is answered asks, and what a draft speaks of, so that the one can be laid beside the other.

The phrases stand in `questions.tsv`, written like those of the rules. They have an automaton of their own: they are
many and short, and are looked for only where a message is answered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from evenhand.knowledge.drafting.cues import READS
from evenhand.knowledge.drafting.topics import topic
from evenhand.knowledge.language.document import Clause, Document, Utterance
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.signals.automaton import Matcher
from evenhand.knowledge.language.signals.lexicon import Phrase, strings_of
from evenhand.knowledge.language.text import Text, fold
from evenhand.knowledge.language.variety import Variety

_TABLE = Path(__file__).parent / "questions.tsv"
_CHINESE = frozenset({"zh-Hant", "zh-Hans", "yue"})  # a short Cantonese question may show no Cantonese word
AT_MOST = 12  # questions of one message
# Kinds of questions of which one can tell whether the answer is there.
WANTED = frozenset({"when", "clock", "amount", "who", "where", "measure", "why"})
_SAYS_NOTHING = frozenset({"thanks", "handed"})  # "thank you for asking about parking" does not speak of parking
_MATTER = "of-"  # kinds that begin so name a matter, the same in every language
_GREETS = (",", "，", ":", "：", "、")
_STOPS = (".", "!", "?", "。", "！", "？", "…", ";", "；")
_SHORT = 40  # characters of a greeting, or of a name at the end, at most
_LEAD = 24  # folded code points at the beginning of a clause in which its question word stands
_POINTED = frozenset({"when", "amount"})  # what is asked in these words is asked without a question mark too
_HANDLE = late(r"@\w+|https?://\S+")
_PARTICLES = "的了是在我您你他她它们吗呢啊吧呀么嘅咗哋啲喺佢嗰这那哪什怎请问想有没冇未几多还要会能可以也都就和与很"
_HAN = "㐀-鿿\U00020000-\U0002ffff"
_HAN_RUN = late(f"(?:(?![{_PARTICLES}])[{_HAN}])+")
_RARE = "\U00020000"  # a character from here on says something by itself
_WORDS = late(f"[^{_HAN}]+")
_FINNISH = late(
    r"\b(?:[a-zäö]{2,}(?:ko|kö|kohan|köhän|ks)|kuka|kenen|kenet|kene[lnst]\w+|mikä|mitä|mitkä|minkä|missä"
    r"|mistä|mihin|minne|miten|kumpi|kumman|montako|millä|millainen|minkälai\w+|kuinka)\b"
)
_ENGLISH = late(
    r"\b(?:can|could|may|might|shall|should|must|do|does|did|is|are|was|were|has|have|will|would)"
    r" (?:i|we|you|it|they|this|that|the|my|our|your|there|these|those|a|an)\b"
    r"|\b(?:which|who|whom|whose|what|where|how)\b"
)
_CHINESE_ASKS = late(
    r"(?P<verb>\S)[不没唔](?P=verb)|[吗呢]$|谁|什么|甚么|哪|几|多少|多[大久长重高远宽]|怎么|怎样|如何|是否|能否|可否|有没有"
)
# Words that ask for an answer and say nothing of its matter.
_VOID = frozenset(
    "answe reply repli respo help helpi vast vasta autta autt neuvo neuv kerro kert "
    "onko saak voik voin voit voim pitä joud käyk olet saam minu oman minkä kuink millo palj kauan "
    "accur corre true sure "
    "麻烦 查下 帮我 回复 回覆 答复 答覆 帮忙 告知 告诉 想问 请问 了解 解一 一下 问一 询问 咨询 查询".split()
)
# Words of nearly every message to a service desk: alone they say too little of what is asked.
_COMMON = frozenset(
    "idea ideas sugge option opti chanc happe mean order probl issue servi custo accou compa produ messa email quest "
    "infor situa matte tilau ongel palve asiak asia yrity tuote viest kysym kysy tieto tiedo "
    "合适 地方 好地 比较 较好 推荐 情形 订单 问题 服务 客户 公司 产品 信息 消息 "
    "情况 东西 事情 您好 你好 请问 想问 订购".split()
)
_GENERIC = frozenset(each[:4] for each in _COMMON if each.isascii() or each[0] < "⺀") | _COMMON


class Question(NamedTuple):
    """Something asked: its words, its kinds (WANTED says of which an answer can be told), and what it speaks of."""

    text: str
    kinds: frozenset[str]
    matters: frozenset[str]


class Row(NamedTuple):
    """A clause of a draft: what it speaks of, the kinds of phrases in it, and its sentence."""

    matters: frozenset[str]
    kinds: frozenset[str]
    sentence: int


@dataclass(frozen=True)
class Said:
    """What a text speaks of, clause by clause; greeting, thanks and names at the end speak of nothing."""

    rows: tuple[Row, ...]

    @cached_property
    def matters(self) -> frozenset[str]:
        """All that it speaks of."""
        return frozenset().union(*(row.matters for row in self.rows))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of all its phrases."""
        return frozenset().union(*(row.kinds for row in self.rows))

    def facts(self, without: Collection[int] = ()) -> int:
        """How many sentences say something beside courtesies and that the matter was handed on."""
        telling_rows = (row for row in self.rows if row.kinds.isdisjoint(("polite", "handed")) or "yes" in row.kinds)
        return len({row.sentence for row in telling_rows if row.sentence not in without})


def questions(document: Document, languages: Sequence[Variety]) -> list[Question]:
    """What the writer asks in so many words, in order; rhetoric and what names no matter are left out."""
    cues = _Cues(document.text, languages)
    found = (_question(document, each, language, cues) for each, language in _asked(document, cues))
    kept = [each for each in found if "rhetoric" not in each.kinds and (telling(each) or each.kinds & WANTED)]
    return list({each.text: each for each in kept}.values())[:AT_MOST]


def _asked(document: Document, cues: _Cues) -> Iterator[tuple[Clause, Variety]]:
    """The clauses that ask."""
    from evenhand.knowledge.language.signals.asks import find_asks

    asks = set(find_asks(document).places)
    for utterance in document.utterances:
        in_question = any(clause.is_question for clause in utterance.clauses)
        for clause in utterance.clauses:
            is_ask = (clause.start, clause.end) in asks
            inside = cues.kinds(clause)
            is_plain = _is_plain_question(document, clause, utterance.language)
            # "Who helps us while Karen is away?" is split, and the mark stands behind the second part.
            split = is_plain and in_question and _opens(utterance, clause)
            is_plain = (clause.is_question and (is_ask or is_plain)) or split
            is_near = in_question and (clause.is_question or utterance.language not in _CHINESE)
            is_pointed = bool(inside & _POINTED) and (is_near or "ask" in inside)
            if is_plain or is_pointed or (is_ask and "ask" in inside):
                yield clause, utterance.language


def _opens(utterance: Utterance, clause: Clause) -> bool:
    """Whether a clause begins a sentence of a language in which the question word comes first."""
    return clause.start == utterance.clauses[0].start and utterance.language in ("en", "fi")


def _is_plain_question(document: Document, clause: Clause, language: Variety) -> bool:
    if language == "yue":
        return True
    if language in _CHINESE:
        return _CHINESE_ASKS.search(document.text.folded[clause.start : clause.end]) is not None
    pattern = {"fi": _FINNISH, "en": _ENGLISH}.get(language)
    return pattern is not None and bool(
        pattern.search(document.text.folded, clause.start, min(clause.end, clause.start + _LEAD))
    )


def _question(document: Document, clause: Clause, language: Variety, cues: _Cues) -> Question:
    start, end = document.text.original_span(clause.start, clause.end)
    inside = cues.kinds(clause)
    matters = _topics(document.text.folded[clause.start : clause.end], language) - _VOID | _matters(inside)
    return Question(document.text.original[start:end], frozenset(inside), matters)


def said(document: Document, languages: Sequence[Variety]) -> Said:
    """What a draft speaks of."""
    cues = _Cues(document.text, languages)
    rows: list[Row] = []
    for number in _body(document):
        utterance = document.utterances[number]
        for clause in utterance.clauses:
            inside = cues.kinds(clause)
            words = _topics(document.text.folded[clause.start : clause.end], utterance.language)
            matters = frozenset() if inside & _SAYS_NOTHING else words | _matters(inside)
            rows.append(Row(matters, frozenset(inside), number))
    return Said(tuple(rows))


def _body(document: Document) -> range:
    """The numbers of the sentences between the greeting and the names at the end."""
    texts = [document.text.folded[each.start : each.end].rstrip() for each in document.utterances]
    first, last = 0, len(texts)
    while first < last and texts[first].endswith(_GREETS) and len(texts[first]) <= _SHORT:
        first += 1
    while last > first and not texts[last - 1].endswith(_STOPS) and len(texts[last - 1]) <= _SHORT:
        last -= 1
    return range(first, last) if first < last else range(len(texts))


def _matters(kinds: set[str]) -> frozenset[str]:
    return frozenset(kind for kind in kinds if kind.startswith(_MATTER))


def _topics(folded: str, language: Variety) -> frozenset[str]:
    """The content words; of Chinese, pairs of characters that hold no particle and no pronoun."""
    found = set(topic(" ".join(_WORDS.findall(_HANDLE.sub(" ", folded))), language))
    for run in _HAN_RUN.findall(folded):
        found.update(run[place : place + 2] for place in range(len(run) - 1))
        found.update([run] if len(run) == 1 and run >= _RARE else [])
    return frozenset(found)


def telling(question: Question) -> frozenset[str]:
    """What a question speaks of, without the words of every message."""
    return frozenset(each for each in question.matters if each not in _GENERIC)


def by_matter(question: Question) -> frozenset[str]:
    """Only what can be compared across languages."""
    return _matters(set(question.matters))


class _Cues:
    """All phrases of a text, those that overlap too: "安装费多少" speaks of a price and of fitting."""

    def __init__(self, text: Text, languages: Sequence[Variety]) -> None:
        searchable = text.folded.replace("\n", " ")
        read: dict[Variety, None] = dict.fromkeys("yue" if each in _CHINESE else each for each in languages)
        found = sorted((at, kind) for variety in read for at, _, kind in _matcher(variety).find(searchable))
        self._starts = [at for at, _ in found]
        self._kinds = [kind for _, kind in found]

    def kinds(self, clause: Clause) -> set[str]:
        """The kinds of the phrases that begin in a clause, and `opens` where it begins with a yes or a no."""
        first, last = bisect_left(self._starts, clause.start), bisect_left(self._starts, clause.end)
        kinds = set(self._kinds[first:last])
        opening = self._kinds[first : bisect_left(self._starts, clause.start + 1)]
        return kinds | {"opens"} if "yes" in opening else kinds


@cache
def _matcher(variety: Variety) -> Matcher[str]:
    """The automaton of a variety, built on first use."""
    strings: dict[str, list[Phrase[str]]] = {}
    for line in _TABLE.read_text(encoding="utf-8").split("\n"):
        language, _, rest = line.partition("\t")
        if language in READS[variety]:
            kind, _, phrase = rest.partition("\t")
            for text, found in strings_of(fold(phrase).folded, language, kind):
                strings.setdefault(text, []).append(found)
    return Matcher(strings)
