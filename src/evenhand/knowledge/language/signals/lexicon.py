"""Lexicons as data: tab-separated files beside each language, expanded and folded on first use.

A signal's lines stand in `<signal>.tsv` and, where they are many, in `<signal>-<theme>.tsv` beside it.

A line is `phrase, kind, weight, aim`. In a phrase `{a|b|}` stands for each of its alternatives (the last
one empty), a `~` at the end lets the word go on (inflection, clitics), a `~` at the beginning lets it be
the tail of a compound. Lines that begin with `#` are comments. Chinese may be written in either script:
the whole file is folded like the messages are.

An alternative `@name` stands for every form in `name.tsv` of the same language (Cantonese reads those of `zh` too):
`{@people|foreigner}` is all peoples, faiths and ethnic groups of `people.tsv` and one word more, so that a frame
strikes for all of them alike. Each cell of such a file is a form and may carry a `~`.

`{…}` stands for up to ten characters of the same sentence, none included: for languages without blanks, where
anything may stand between "you" and what you are not worth. `{‥}` is the same within a clause and without "you":
beyond a comma, or said of "you", a harsh word addresses the reader.

A line that stands for few strings is looked for as those strings. One that stands for many is looked for
by its most telling group of alternatives, and the whole is verified where one of them is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from math import prod
from pathlib import Path
from typing import Generic, Literal, NamedTuple, TypeVar

from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.signals.whole import Piece, Whole, is_gap
from evenhand.knowledge.language.text import fold

Aim = Literal["direct", "person", "trait", "thing", "exempt"]
SIGNALS = ("manner", "temperature", "our_fault", "haggle")
_BORROWS = {"yue": ("yue", "zh")}
MOST_LITERALS = 24  # strings that one line may add to the automaton by itself
_LANGUAGES = Path(__file__).parent.parent
# Words that nearly every message holds; a line is looked for by other words of it where it has any.
_EVERYDAY = frozenset(
    "i we you u your ur he she it they the a an to of for in on is are am be do did can could will would should may "
    "please tell call called mail email message have has had not no and or this that me us him her them by before "
    "here there who what which when one two three ten some someone get got with from like send take say let see read "
    "back even how why if out up so too any all old i've i'll new need want make go going come came time just more "
    "than only today at as now again work day after still next first last over off then into through these those find "
    "minä mä sinä sä te me on ei ette et olen olemme se sen sinun teidän nyt kyllä vielä jo "
    "我 我们 你 你们 您 妳 他 她 是 在 去 到 把 都 也 再 要 会 能 可以 请 给 叫 让 说 讲 问 写 发 打 "
    "公司 客服 贵公司 什么 啥 怎么 这个 那个 一个 给我 给你 给你们 不要 不是 不会 不行 "
    "知道 出来 老板 这种 那种 这样 是不是 "
    "我哋 你哋 佢 佢哋 係 系 唔该 畀 俾 同 喺 将 计 收 今日 today 今天 "
    "nobody 前 之前 以前 内 不 没 没有 未 唔 冇 无".split()
)
_EDGES = " ~"
_CHOICE = late(r"\{([^{}]*)\}")
_NAME = late(r"@\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One lexicon line. `weight` is 0 (a fact) to 3 (grave); `aim` says whom the words strike.

    direct: the words themselves address the reader. person: a noun for a person. trait: counts as an
    attack only where a person is its subject. thing: strikes the matter. exempt: cancels what it covers.
    """

    signal: str
    kind: str
    weight: int
    aim: Aim


Meaning = TypeVar("Meaning")


class Phrase(NamedTuple, Generic[Meaning]):
    """What a string that is looked for belongs to: whether a word may go on around it, its line, the row around it."""

    open_before: bool
    open_after: bool
    entry: Meaning
    whole: Whole | None = None


def expand(phrase: str, language: str = "") -> tuple[str, ...]:
    """Every plain string that a phrase with alternatives stands for."""
    return tuple("".join(parts) for parts in product(*_pieces(phrase, language)))


@cache
def load(language: str) -> dict[str, list[Phrase[Entry]]]:
    """The strings to look for in one language (en, fi, zh, yue), and what each belongs to."""
    found: dict[str, list[Phrase[Entry]]] = {}
    for signal in SIGNALS:
        for path in sorted((_LANGUAGES / language).glob(f"{signal}*.tsv")):
            for line in _lines(path):
                phrase, kind, weight, aim = line.split("\t")
                entry = Entry(signal, kind, int(weight), aim)  # type: ignore[arg-type]
                for text, sought in strings_of(phrase, language, entry):
                    found.setdefault(text, []).append(sought)
    return found


def _lines(path: Path) -> list[str]:
    """The folded lines of a list, without comments and empty ones."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [fold(line).folded for line in lines if line.strip() and not line.startswith("#")]


def strings_of(phrase: str, language: str, entry: Meaning) -> Iterator[tuple[str, Phrase[Meaning]]]:
    """The strings to look for so that a folded phrase is found, each with what has to stand around it."""
    pieces = _pieces(phrase, language)
    choices = sum(len(piece) > 1 for piece in pieces)
    if (choices > 1 and prod(map(len, pieces)) > MOST_LITERALS) or _open_inside(pieces):
        yield from _triggers(pieces, max(range(len(pieces)), key=lambda place: _telling(pieces[place])), entry)
        return
    closed = Phrase(False, False, entry)
    for text in expand(phrase, language):
        if "~" in text:
            yield text.strip("~"), Phrase(text.startswith("~"), text.endswith("~"), entry)
        else:
            yield text, closed


def _triggers(pieces: list[Piece], place: int, entry: Meaning) -> Iterator[tuple[str, Phrase[Meaning]]]:
    """The alternatives of one piece to look for, each with the row that has to stand around it.

    One may stand inside a word only where nothing in the line parts it from its neighbours.
    """
    before, after = pieces[:place][::-1], pieces[place + 1 :]
    plain = Phrase(not _parted(before, -1), not _parted(after, 0), entry, Whole(before, after))
    for text in pieces[place]:
        if text[0] in _EDGES or text[-1] in _EDGES:
            yield _edged(text, before, after, plain)
        else:
            yield text, plain


def _edged(text: str, before: list[Piece], after: list[Piece], plain: Phrase[Meaning]) -> tuple[str, Phrase[Meaning]]:
    """An alternative with a blank or a "~" at an edge, which belongs to what has to stand around the word."""
    word = text.strip(_EDGES)
    head, tail = text[: text.index(word)], text[text.index(word) + len(word) :]
    whole = Whole([(head,), *before] if head else before, [(tail,), *after] if tail else after)
    open_before = "~" in head or (not head and plain.open_before)
    open_after = "~" in tail or (not tail and plain.open_after)
    return word, Phrase(open_before, open_after, plain.entry, whole)


def _parted(neighbours: list[Piece], edge: int) -> bool:
    """Whether a blank, or the end of the line, comes next on that side: pieces from the nearest on, edge 0 or -1."""
    for piece in neighbours:
        if any(text and text[edge] != " " for text in piece):
            return False
        if "" not in piece:
            return True
    return True


@cache
def _telling(piece: Piece) -> tuple[bool, int, int]:
    """How seldom a choice occurs by chance: never an empty one, few everyday words and single characters, long ones."""
    words = [text.strip(_EDGES) for text in piece]
    shortest = min(map(len, words))
    if shortest == 0 or is_gap(piece):
        return False, 0, 0
    single = sum(len(word) < 2 and word.isalnum() for word in words) if shortest < 2 else 0
    # A rough measure: an everyday word occurs about as often as seven single characters.
    return True, -20 * len(_EVERYDAY.intersection(words)) - 3 * single, shortest


def _open_inside(pieces: list[Piece]) -> bool:
    """Whether a word in the middle of the phrase may go on, or anything may stand there: no plain string says so."""
    if any(map(is_gap, pieces)):
        return True
    inner = [text.lstrip("~") for text in pieces[0]] + [text for piece in pieces[1:] for text in piece]
    last = len(inner) - len(pieces[-1])
    return any("~" in (text.rstrip("~") if index >= last else text) for index, text in enumerate(inner))


def _pieces(phrase: str, language: str) -> list[Piece]:
    """The phrase as a row of choices; fixed text is a choice of one."""
    split = _CHOICE.split(phrase)
    rows = [_choices(piece, language) if index % 2 else (piece,) for index, piece in enumerate(split)]
    return [row for row in rows if row != ("",)]


@cache
def _choices(alternatives: str, language: str) -> Piece:
    """The alternatives between two braces, with the forms that names in them stand for."""
    texts = alternatives.split("|")
    if "@" not in alternatives:
        return tuple(texts)
    named = [_forms(language, text[1:]) if _NAME.fullmatch(text) else (text,) for text in texts]
    return tuple(chain.from_iterable(named))


@cache
def _forms(language: str, name: str) -> tuple[str, ...]:
    """Every form that `@name` stands for. A name without a file is an error: an empty choice would strike anybody."""
    paths = [_LANGUAGES / folder / f"{name}.tsv" for folder in _BORROWS.get(language, (language,))]
    cells = [cell.strip() for path in paths if path.exists() for line in _lines(path) for cell in line.split("\t")]
    if not cells:
        raise FileNotFoundError(paths[0])
    return tuple(dict.fromkeys(cell for cell in cells if cell))
