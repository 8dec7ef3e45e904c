"""What the message that is answered asks, and what a draft speaks of, so that the one can be laid beside the other.

The phrases stand in `questions.tsv`, written like those of the rules. They have an automaton of their own: they are
many and short, and are looked for only where a message is answered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from evenhand.knowledge.drafting.cues import READS
from evenhand.knowledge.drafting.topics import topic
from evenhand.knowledge.language.document import Clause, Document
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.shape import Variety
from evenhand.knowledge.language.signals.automaton import Matcher
from evenhand.knowledge.language.signals.lexicon import Phrase, strings_of
from evenhand.knowledge.language.text import Text, fold

_TABLE = Path(__file__).parent / "questions.tsv"
_CHINESE = frozenset({"zh-Hant", "zh-Hans", "yue"})  # a short Cantonese question may show no Cantonese word
AT_MOST = 12  # questions of one message
_MATTER = "of-"  # kinds that begin so name a matter, the same in every language
_LEAD = 24  # folded code points at the beginning of a clause in which its question word stands
_POINTED = frozenset({"when", "amount"})  # what is asked in these words is asked without a question mark too
_HANDLE = late(r"@\w+|https?://\S+")
_PARTICLES = "的了是在我您你他她它们吗呢啊吧呀么嘅咗哋啲喺佢嗰这那哪什怎请问想有没冇未几多还要会能可以也都就和与很"
_HAN_RUN = late(f"(?:(?![{_PARTICLES}])[㐀-鿿])+")
_FINNISH = late(r"\b[a-zäö]{2,}(?:ko|kö|kohan|köhän|ks)\b")
_ENGLISH = late(r"\b(?:can|could|may|might|shall|should|must|do|does) (?:i|we|you|it|they|this|the|my|our|your)\b")
# Words that ask for an answer and say nothing of its matter.
_VOID = frozenset(
    "answe reply repli respo help helpi vast vasta autta autt neuvo neuv kerro kert "
    "回复 回覆 答复 答覆 帮忙 告知 告诉 想问 请问".split()
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
    """Something asked: its words, its kinds (when, amount, why, yes-no), and what it speaks of."""

    text: str
    kinds: frozenset[str]
    matters: frozenset[str]


@dataclass(frozen=True)
class Said:
    """What a text speaks of, clause by clause, and the kinds of phrases in it."""

    matters: frozenset[str]
    clauses: tuple[frozenset[str], ...]
    kinds: frozenset[str]


def questions(document: Document, languages: Sequence[Variety]) -> list[Question]:
    """What the writer asks in so many words, in order; rhetoric and what names no matter are left out."""
    cues = _Cues(document.text, languages)
    found = (_question(document, each, language, cues) for each, language in _asked(document, cues))
    kept = [each for each in found if "rhetoric" not in each.kinds and telling(each)]
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
            is_plain = clause.is_question and (is_ask or _is_plain_question(document, clause, utterance.language))
            is_pointed = bool(inside & _POINTED) and (in_question or "ask" in inside)
            if is_plain or is_pointed or (is_ask and "ask" in inside):
                yield clause, utterance.language


def _is_plain_question(document: Document, clause: Clause, language: Variety) -> bool:
    pattern = {"fi": _FINNISH, "en": _ENGLISH}.get(language)
    if pattern is None:
        return language == "yue"
    return bool(pattern.search(document.text.folded, clause.start, min(clause.end, clause.start + _LEAD)))


def _question(document: Document, clause: Clause, language: Variety, cues: _Cues) -> Question:
    start, end = document.text.original_span(clause.start, clause.end)
    inside = cues.kinds(clause)
    matters = _topics(document.text.folded[clause.start : clause.end], language) - _VOID | _matters(inside)
    return Question(document.text.original[start:end], frozenset(inside), matters)


def said(document: Document, languages: Sequence[Variety]) -> Said:
    """What a draft speaks of."""
    cues = _Cues(document.text, languages)
    rows: list[frozenset[str]] = []
    kinds = set(cues.everywhere)
    for utterance in document.utterances:
        for clause in utterance.clauses:
            inside = cues.kinds(clause)
            words = _topics(document.text.folded[clause.start : clause.end], utterance.language)
            kinds |= inside
            rows.append(words | _matters(inside))
    return Said(frozenset().union(*rows), tuple(rows), frozenset(kinds))


def _matters(kinds: set[str]) -> frozenset[str]:
    return frozenset(kind for kind in kinds if kind.startswith(_MATTER))


def _topics(folded: str, language: Variety) -> frozenset[str]:
    """The content words; of Chinese, pairs of characters that hold no particle and no pronoun."""
    found = set(topic(_HANDLE.sub(" ", folded), language))
    for run in _HAN_RUN.findall(folded):
        found.update(run[place : place + 2] for place in range(len(run) - 1))
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

    @property
    def everywhere(self) -> frozenset[str]:
        """The kinds of all phrases."""
        return frozenset(self._kinds)


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
