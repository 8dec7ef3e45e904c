"""How minutes stand: who has answered what since when, what waits, and what a member still has to hand over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Literal

from django.db.models import Prefetch, Q

from evenhand.record.agreements.minutes_access import minutes_for
from evenhand.record.agreements.models import (
    Approval,
    ApprovalLink,
    Minute,
    Objection,
    Question,
    Stakeholder,
    Version,
)
from evenhand.record.customers.models import Customer
from evenhand.record.outbox.models import Letter
from evenhand.record.people.models import Member

State = Literal["draft", "waiting", "agreed", "refused", "withdrawn", "superseded"]
STATES: tuple[State, ...] = ("draft", "waiting", "agreed", "refused", "withdrawn", "superseded")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person has said of a version: kind "approved", "objected", or "silent" since they were asked (`at`)."""

    person: Stakeholder
    kind: Literal["approved", "objected", "silent"]
    at: datetime | None
    how: str = ""
    words: str = ""
    link: ApprovalLink | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a version stands."""

    version: Version
    state: State
    answers: Sequence[Answer] = field(default=())

    @property
    def approved(self) -> int:
        """How many of those who are named have approved."""
        return sum(answer.kind == "approved" for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Line:
    """One minute in a list: its newest version, the number of the one in force, and questions that wait."""

    minute: Minute
    newest: Standing
    in_force: int | None
    questions: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something about a minute that waits for a member: their own answer, an answer to a question, or others."""

    line: Line
    is_asked: bool


def state_of(version: Version) -> State:
    """One word for how a version stands."""
    ends: tuple[tuple[State, datetime | None], ...] = (
        ("superseded", version.superseded_at),
        ("agreed", version.agreed_at),
        ("refused", version.refused_at),
        ("withdrawn", version.withdrawn_at),
        ("waiting", version.sent_at),
    )
    return next((state for state, at in ends if at is not None), "draft")


def standing_of(version: Version) -> Standing:
    """How a version stands, with everyone who was asked: what they said, or that they are silent and since when.

    Those taken out since are left out unless they had answered.
    """
    return standings_of([version])[0]


def standings_of(versions: Sequence[Version]) -> list[Standing]:
    """How each of these versions stands, as `standing_of` says it; three queries for all of them."""
    ids = [version.pk for version in versions]
    links: dict[int, list[ApprovalLink]] = defaultdict(list)
    found = ApprovalLink.objects.filter(version__in=ids).select_related("stakeholder__member")
    for link in found.order_by("made_at", "pk"):
        links[link.version_id].append(link)
    approvals = {(row.version_id, row.stakeholder_id): row for row in Approval.objects.filter(version__in=ids)}
    objections = {(row.version_id, row.stakeholder_id): row for row in Objection.objects.filter(version__in=ids)}
    return [
        Standing(version, state_of(version), _answers(links[version.pk], approvals, objections)) for version in versions
    ]


def _answers(
    links: Iterable[ApprovalLink],
    approvals: Mapping[tuple[int, int], Approval],
    objections: Mapping[tuple[int, int], Objection],
) -> tuple[Answer, ...]:
    """By person: `links` are those to one version, the first made first."""
    first: dict[int, ApprovalLink] = {}
    latest: dict[int, ApprovalLink] = {}
    for link in links:
        first.setdefault(link.stakeholder_id, link)
        latest[link.stakeholder_id] = link
    answers = []
    for pk, link in latest.items():
        person, key = link.stakeholder, (link.version_id, pk)
        if (yes := approvals.get(key)) is not None:
            answers.append(Answer(person, "approved", yes.at, yes.how, link=link))
        elif (no := objections.get(key)) is not None:
            answers.append(Answer(person, "objected", no.at, no.how, no.words, link))
        elif person.removed_at is None:
            answers.append(Answer(person, "silent", first[pk].made_at, link=link))
    return tuple(sorted(answers, key=lambda answer: (answer.person.party, answer.person.pk)))


def lines(
    member: Member,
    *,
    state: str = "",
    customer: Customer | None = None,
    conversation: int | None = None,
    after: int | None = None,
) -> Iterator[Line]:
    """The minutes that the member may see, the latest opened first; `state` is that of the newest version.

    `after` is the number of the minute after which to begin. They are read as they are asked for.
    """
    query = minutes_for(member).select_related("customer", "opened_by").order_by("-pk")
    if customer is not None:
        query = query.filter(customer=customer)
    if conversation is not None:
        query = query.filter(conversation=conversation)
    if after is not None:
        query = query.filter(pk__lt=after)
    minutes = query.prefetch_related(versions_without_text()).iterator(chunk_size=PAGE)
    fitting = (minute for minute in minutes if not state or state_of(list(minute.versions.all())[-1]) == state)
    while some := list(islice(fitting, PAGE)):
        yield from _lines(some)


def minutes_waiting(member: Member) -> list[Waiting]:
    """What waits about minutes for this member: to decide, to answer a question, or for the others to decide."""
    named = Q(stakeholders__member=member, stakeholders__removed_at=None)
    asked_by_me = Q(versions__links__made_by=member)
    open_versions = Version.objects.filter(
        sent_at__isnull=False, agreed_at=None, refused_at=None, withdrawn_at=None
    ).values("minute")
    unanswered = Question.objects.filter(answered_at=None).values("version__minute")
    query = minutes_for(member).filter(named | asked_by_me).filter(Q(pk__in=open_versions) | Q(pk__in=unanswered))
    rows = query.distinct().select_related("customer").prefetch_related(versions_without_text()).order_by("pk")
    found = [Waiting(line, _is_asked(line, member)) for line in _lines(list(rows))]
    return [one for one in found if one.line.newest.state == "waiting" or one.line.questions]


def questions_of(versions: Iterable[Version]) -> list[Question]:
    """The questions about these versions, in the order they were asked."""
    query = Question.objects.filter(version__in=list(versions)).select_related("stakeholder", "answered_by", "version")
    return list(query.order_by("at", "pk"))


def letters_to_hand_over(minute: Minute, member: Member) -> list[Letter]:
    """Letters about a minute that this member had written and that no mail server took, the oldest first."""
    versions = list(minute.versions.values_list("pk", flat=True))
    links = ApprovalLink.objects.filter(version__in=versions).values_list("pk", flat=True)
    about = [f"version:{pk}" for pk in versions] + [f"approval-link:{pk}" for pk in links]
    states = (Letter.State.BY_HAND, Letter.State.REFUSED)
    return list(Letter.objects.filter(about__in=about, by=member.actor, state__in=states).order_by("posted_at", "pk"))


def version_of(minute: Minute, pk: int) -> Version | None:
    """A version of this minute, None where it is another's or none."""
    return Version.objects.filter(minute=minute, pk=pk).first()


def versions_without_text() -> Prefetch[str]:
    """The versions of minutes in order, for lists that show no words."""
    return Prefetch("versions", queryset=Version.objects.defer("text").order_by("number"))


def _lines(minutes: Sequence[Minute]) -> list[Line]:
    versions = [list(minute.versions.all()) for minute in minutes]
    standings = standings_of([each[-1] for each in versions])
    unanswered = Question.objects.filter(version__minute__in=[minute.pk for minute in minutes], answered_at=None)
    questions = Counter(unanswered.values_list("version__minute", flat=True))
    return [
        Line(minute, standing, _number_in_force(each), questions[minute.pk])
        for minute, each, standing in zip(minutes, versions, standings, strict=True)
    ]


def _number_in_force(versions: Iterable[Version]) -> int | None:
    agreed = (one.number for one in versions if one.agreed_at is not None and one.superseded_at is None)
    return max(agreed, default=None)


def _is_asked(line: Line, member: Member) -> bool:
    silent = (answer for answer in line.newest.answers if answer.kind == "silent")
    return line.newest.state == "waiting" and any(answer.person.member_id == member.pk for answer in silent)
