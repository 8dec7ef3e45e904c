"""How often members say that a reading is wrong: counts of messages, never of members, and no words of anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q

from evenhand.knowledge.language.masking import WHEN_HARSH
from evenhand.record.conversations.correcting import CORRECTABLE, NOT_A, direction
from evenhand.record.conversations.models import Correction, Reading

LEVELS = ("civil", "heated", "abusive", "threatening", "unclear")


@dataclass(slots=True)
class Tally:
    """Of `read` messages `corrected` were; of these some were called too harsh, some too mild, others neither."""

    read: int = 0
    corrected: int = 0
    too_harsh: int = 0
    too_mild: int = 0

    def correct(self, way: str) -> None:
        """Count one more message that was corrected."""
        self.corrected += 1
        self.too_harsh += way == "too-harsh"
        self.too_mild += way == "too-mild"


@dataclass(slots=True)
class Tallies:
    """The same messages counted by what was found in them: the tone as a whole and by language and level, each kind,
    and each other part of the reading."""

    all: Tally = field(default_factory=Tally)
    by_language: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_level: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_language_and_level: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_kind: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_part: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def of_tone(self, language: str, level: str) -> Iterator[Tally]:
        """The tallies that a message of this language and level counts in."""
        yield self.all
        yield self.by_language[language]
        yield self.by_level[level]
        yield self.by_language_and_level[language, level]


@dataclass(frozen=True, slots=True)
class _Said:
    """The last word about one part of one reading, or about one kind that it found."""

    reading: int
    about: str
    found: str
    better: str
    language: str
    level: str
    kinds: tuple[str, ...]

    @property
    def way(self) -> str:
        """Whether the reading was too harsh or too mild on the writer."""
        return direction(self.about, self.found, self.better)

    def kinds_denied(self) -> Iterable[str]:
        """The kinds of which it says that they are not there."""
        if self.about == "manner" and self.way == "too-harsh":
            return WHEN_HARSH.intersection(self.kinds)
        return (self.better.removeprefix(NOT_A),) if self.about == "kinds" and self.better.startswith(NOT_A) else ()


def tallies(*, model: str, version: str, since: datetime | None) -> Tallies:
    """Customers' messages sent since then (None: ever) that this reader read, and how many of them were corrected.

    Where several members spoke about the same part of a reading, the last word counts. A kind counts as corrected
    where somebody said that it is not there, or, for attacks, that the tone is milder.
    """
    found = Tallies()
    _count_read(found, model, version, since)
    counted: set[tuple[int, str]] = set()
    for said in _last_words(model, version, since):
        if said.about == "manner":
            for tally in found.of_tone(said.language, said.level):
                tally.correct(said.way)
        elif (said.reading, said.about) not in counted:
            found.by_part[said.about].correct(said.way)
            counted.add((said.reading, said.about))
        for kind in said.kinds_denied():
            if (said.reading, kind) not in counted:
                found.by_kind[kind].correct("too-harsh")
                counted.add((said.reading, kind))
    return found


def _count_read(found: Tallies, model: str, version: str, since: datetime | None) -> None:
    rows = Reading.objects.filter(_of_customers("message__", since), model=model, version=version)
    for language, level, kinds, n in rows.values_list("language", "manner", "kinds").annotate(n=Count("pk")):
        for tally in found.of_tone(language, level):
            tally.read += n
        for kind in kinds.split():
            found.by_kind[kind].read += n
    for part in CORRECTABLE:
        if part != "manner":
            found.by_part[part].read = found.all.read


def _last_words(model: str, version: str, since: datetime | None) -> list[_Said]:
    """What was said last about each part of each reading; what upholds the reading is no correction."""
    rows = Correction.objects.filter(
        _of_customers("reading__message__", since), reading__model=model, reading__version=version
    )
    columns = ("reading_id", "about", "found", "better", "reading__language", "reading__manner", "reading__kinds")
    last: dict[tuple[int, str, str], _Said] = {}
    for reading, about, found, better, language, level, kinds in rows.order_by("at", "pk").values_list(*columns):
        # Kinds are said one at a time: each is a part of its own.
        part = (reading, about, better if about == "kinds" else "")
        last[part] = _Said(reading, about, found, better, language, level, tuple(kinds.split()))
    return [said for said in last.values() if said.found != said.better]


def _of_customers(prefix: str, since: datetime | None) -> Q:
    wanted = Q(**{f"{prefix}direction": "inbound", f"{prefix}automatic": False})
    return wanted & Q(**{f"{prefix}at__gte": since}) if since else wanted
