"""Acting to stay safe: the thing itself is done, and it is on record that it was allowed in advance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from evenhand.record.conversations import actions as conversations
from evenhand.record.conversations.access import conversations_for
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Contact
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import actor_on, is_reporter
from evenhand.record.protection.models import Act, ActKind, Allowed, Incident, Policy, Severity, Warning
from evenhand.record.protection.policy.policies import allowed_at, policy_in_force

ANYBODY = frozenset({ActKind.PAUSE, ActKind.ANSWER_LATER, ActKind.HAND_OVER})
"""What whoever has a conversation may do anyway, with a policy or without one."""
NEEDS_CONVERSATION = ANYBODY
PAUSE = timedelta(hours=2)
TWICE = timedelta(minutes=1)
"""The same act on the same thing within this time is a form that was sent twice."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What is done, and how grave it was. About a conversation, an incident, or both.

    `until` is for answering later, `to` for handing over (None gives it back to the queue), the amount for a refund.
    """

    kind: str
    severity: str
    conversation: Conversation | None = None
    incident: Incident | None = None
    until: datetime | None = None
    to: Member | None = None
    amount: Decimal | None = None
    currency: str = ""
    note: str = field(default="")


@transaction.atomic
def act(doing: Doing, *, by: Member, at: datetime) -> Act:
    """Do it, and record it with the version of the policy that allowed it, if one did. Nothing is ever paid here.

    Where there is a conversation it is recorded as an act in that, by name, and not with the incident: the conversation
    says who did it and when, and an incident beside it would tell who reported. Without one, and where the warning that
    follows stands with the incident, whoever reported it is not named in what they do about it.

    Raises NotPossible: "act-kind", "not-allowed" (ask somebody first), "act-refund" (no amount, or more than is
    allowed), "act-nothing" (a thing that needs a conversation, without one), and what the conversation says ("past",
    "closed", "member-left").
    """
    conversation = _conversation(doing, by)
    if conversation is not None:  # before the ledger, as whoever works on it does
        list(Conversation.objects.select_for_update().filter(pk=conversation.pk).values_list("pk"))
    policy = policy_in_force()
    is_backed = _check(doing, conversation, policy, by)
    incident = doing.incident if conversation is None else None
    if (same := _just_done(doing, conversation, incident, by, at)) is not None:
        return same
    _do(doing, conversation, by, at)
    return _keep(doing, conversation, incident, policy if is_backed else None, by=by, at=at)


def note_warned(warning: Warning, *, by: Member, at: datetime) -> Act | None:
    """The act that a warning is where the policy allows it alone at this severity; None where it does not.

    Whoever chose to warn before writing it has acted then: that act is returned.
    """
    incident = warning.incident
    policy = policy_in_force()
    if incident is None or ActKind.WARN not in allowed_at(incident.severity, policy):
        return None
    earlier = Warning.objects.filter(incident=incident, by=by, at__lt=at).order_by("-at").first()
    chosen = Act.objects.filter(incident=incident, kind=ActKind.WARN, member=_named(incident, by), at__lte=at)
    if earlier is not None:
        chosen = chosen.filter(at__gt=earlier.at)
    doing = Doing(ActKind.WARN, incident.severity, incident=incident)
    return chosen.order_by("-at").first() or _keep(doing, None, incident, policy, by=by, at=at)


def _keep(
    doing: Doing,
    conversation: Conversation | None,
    incident: Incident | None,
    policy: Policy | None,
    *,
    by: Member,
    at: datetime,
) -> Act:
    """The row and its entry; `policy` is the version that allowed it, if one did."""
    row = Act.objects.create(
        kind=doing.kind,
        severity=doing.severity,
        member=_named(incident, by),
        at=at,
        conversation=conversation,
        contact=_contact(doing, conversation),
        incident=incident,
        policy=policy,
        is_backed=policy is not None,
        amount=doing.amount if doing.kind == ActKind.REFUND else None,
        currency=doing.currency if doing.kind == ActKind.REFUND else "",
        note=doing.note.strip()[:2000],
    )
    _note(row, by, at)
    return row


def allowed_now(severity: str) -> dict[str, Allowed | None]:
    """What a member may do now at this severity: by act, with the row of the policy that allows it, if one does."""
    allowed = allowed_at(severity, policy_in_force())
    return {kind: allowed.get(kind) for kind in ActKind.values if kind in allowed or kind in ANYBODY}


def acts_about(incident: Incident) -> QuerySet[Act]:
    """What was done to stay safe: about the incident, or in its conversation since it happened."""
    about = Q(incident=incident)
    if incident.conversation_id is not None:
        about |= Q(conversation=incident.conversation_id, incident=None, at__gte=incident.occurred_at)
    return Act.objects.filter(about).select_related("member", "policy__made_by")


def acts_in(conversation: Conversation) -> QuerySet[Act]:
    """What was done in a conversation to stay safe; not what was done about an incident, which fewer may see."""
    return Act.objects.filter(conversation=conversation, incident=None).select_related("member", "policy__made_by")


def _conversation(doing: Doing, by: Member) -> Conversation | None:
    """The conversation it is about, where `by` may see it; none for a warning about an incident, which stands there."""
    if doing.kind == ActKind.WARN and doing.incident is not None:
        return None
    row = doing.conversation or (doing.incident.conversation if doing.incident else None)
    return row if row is not None and conversations_for(by).filter(pk=row.pk).exists() else None


def _check(doing: Doing, conversation: Conversation | None, policy: Policy | None, by: Member) -> bool:
    """Whether the policy allows it. Raises NotPossible."""
    if doing.kind not in ActKind.values or doing.severity not in Severity.values:
        raise NotPossible("act-kind")
    if conversation is None and (doing.kind in NEEDS_CONVERSATION or doing.incident is None):
        raise NotPossible("act-nothing")
    if conversation is None and doing.kind == ActKind.END and doing.incident and doing.incident.conversation_id:
        raise NotPossible("act-nothing")  # there is one to end, and they may not see it
    allowed = allowed_at(doing.severity, policy).get(doing.kind)
    if allowed is None and not (doing.kind in ANYBODY and may(by, "see_conversations")):
        raise NotPossible("not-allowed")
    if doing.kind == ActKind.REFUND:
        _check_refund(doing, allowed)
    return allowed is not None


def _check_refund(doing: Doing, allowed: Allowed | None) -> None:
    if doing.amount is None or doing.amount <= 0 or allowed is None or allowed.amount is None:
        raise NotPossible("act-refund")
    if doing.currency != allowed.currency or doing.amount > allowed.amount:
        raise NotPossible("act-refund")


def _named(incident: Incident | None, by: Member) -> Member | None:
    """Whoever acts, but for whoever reported the incident."""
    return None if incident is not None and is_reporter(by, incident) else by


def _just_done(
    doing: Doing, conversation: Conversation | None, incident: Incident | None, by: Member, at: datetime
) -> Act | None:
    same = Act.objects.filter(
        member=_named(incident, by), kind=doing.kind, conversation=conversation, incident=incident
    )
    return same.filter(at__gt=at - TWICE, at__lte=at, amount=doing.amount).first()


def _do(doing: Doing, conversation: Conversation | None, by: Member, at: datetime) -> None:
    if conversation is None:
        return
    if doing.kind in (ActKind.PAUSE, ActKind.ANSWER_LATER):
        until = doing.until if doing.kind == ActKind.ANSWER_LATER else at + PAUSE
        conversations.snooze(conversation, until or at + PAUSE, by=by, at=at)
    elif doing.kind == ActKind.HAND_OVER:
        conversations.assign(conversation, doing.to, by=by, at=at)
    elif doing.kind == ActKind.END:
        conversations.close(conversation, by=by, at=at)


def _contact(doing: Doing, conversation: Conversation | None) -> Contact | None:
    if doing.incident is not None and doing.incident.contact is not None:
        return doing.incident.contact
    return conversation.contact if conversation else None


def _note(row: Act, by: Member, at: datetime) -> None:
    incident = row.incident
    body = {
        "act": row.pk, "kind": row.kind, "severity": row.severity, "policy": row.policy_id,
        "amount": None if row.amount is None else f"{row.amount:.2f} {row.currency}",
    }  # fmt: skip
    subject = f"incident:{incident.pk}" if incident else f"conversation:{row.conversation_id}"
    ledger.append(
        kind="act.done", actor=actor_on(incident, by) if incident else by.actor, at=at, subject=subject, body=body
    )
