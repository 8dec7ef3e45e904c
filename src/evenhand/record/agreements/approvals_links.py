"""Personal links: making and withdrawing them, what one opens, and why one does not work."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from evenhand.record.agreements.minutes import note
from evenhand.record.agreements.models import Approval, ApprovalLink, Change, Stakeholder, Version, WrongLink
from evenhand.record.ledger.actions import SYSTEM
from evenhand.record.outbox import letters
from evenhand.record.people.actions.signing_in import Limit
from evenhand.record.people.errors import LinkRefused, TooManyTries, WrongSecret
from evenhand.record.people.models import Member
from evenhand.record.people.queries import workspace
from evenhand.record.people.tokens import digest, new_token

CODE_TRIES = 5
# Nobody guesses 256 bits; a shared office address must not lock colleagues out for one broken link.
GUESSES = Limit(20, timedelta(seconds=30), timedelta(minutes=15))
WINDOW, KEPT = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link just made, with its token and (where one is needed) its code: known only now."""

    link: ApprovalLink
    token: str
    code: str


def make_link(version: Version, stakeholder: Stakeholder, *, by: Member, at: datetime) -> NewLink:
    """A link for one person to one version, with a code where much hangs on it. The one before is withdrawn."""
    withdraw_links(version, stakeholder, at=at)
    token = new_token()
    code = f"{secrets.randbelow(10**8):08d}" if needs_more_than_a_link(version) else ""
    link = ApprovalLink.objects.create(
        version=version,
        stakeholder=stakeholder,
        token_hash=digest(token),
        code_hash=_code_hash(token, code) if code else "",
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(days=settings.APPROVAL_DAYS),
    )
    return NewLink(link, token, code)


def withdraw_links(version: Version, stakeholder: Stakeholder | None = None, *, at: datetime) -> None:
    """The undecided links of a version (or of one person to it) stop working, and letters with them are not sent."""
    links = ApprovalLink.objects.filter(version=version, decided_at=None, withdrawn_at=None)
    if stakeholder is not None:
        links = links.filter(stakeholder=stakeholder)
    for link in links:
        letters.withdraw(f"approval-link:{link.pk}", at=at)
    links.update(withdrawn_at=at)


def has_agreed(link: ApprovalLink) -> bool:
    """Whether the approval of this link is on record."""
    return Approval.objects.filter(link=link).exists()


def needs_more_than_a_link(version: Version) -> bool:
    """Whether what hangs on the version is above the firm's limit; another currency than the limit's counts as above.

    A value that is not known is not above it.
    """
    firm = workspace()
    limit = firm.approval_value_limit
    if limit is None:
        return False
    change: Change | None = getattr(version, "change", None)
    amounts = [(version.minute.value, version.minute.currency)] + ([(change.amount, change.currency)] if change else [])
    return any(_is_above(value, currency, limit, firm.approval_value_currency) for value, currency in amounts)


def open_link(token: str, *, at: datetime) -> ApprovalLink:
    """The link behind a token, with its version, minute and person, while it can decide.

    Raises LinkRefused: link-unknown, link-used, link-superseded, link-refused, link-withdrawn, link-locked,
    link-expired; but for the unknown one it holds the link as `link`.
    """
    link = _found(token)
    if reason := why_not(link, at):
        raise DeadLink(reason, link)
    return link


def read_link(token: str, *, at: datetime) -> tuple[ApprovalLink, str]:
    """The link behind a token while its holder may read and ask, and why it no longer decides (empty while it does).

    That is until it expires, also when it has decided and when its version is refused or superseded; but not when the
    person was taken out, the version withdrawn, or a newer link made for them. Raises LinkRefused as `open_link` does.
    """
    link = _found(token)
    reason = why_not(link, at)
    if reason and not _is_readable(link, at):
        raise DeadLink(reason, link)
    return link, reason


class DeadLink(LinkRefused):
    """A link that was real and no longer works; `link` tells its holder how things stand."""

    def __init__(self, code: str, link: ApprovalLink) -> None:
        super().__init__(code)
        self.link = link


def why_not(link: ApprovalLink, at: datetime) -> str:
    """Why the link cannot decide (a code of `open_link`), empty while it can."""
    version = link.version
    reasons = (
        ("link-withdrawn", link.stakeholder.removed_at is not None),
        ("link-superseded", version.superseded_at is not None or _newer_was_sent(version)),
        ("link-withdrawn", version.withdrawn_at is not None),
        ("link-used", link.decided_at is not None),
        ("link-refused", version.refused_at is not None),
        ("link-withdrawn", link.withdrawn_at is not None),
        ("link-locked", link.code_failures >= CODE_TRIES),
        ("link-expired", link.expires_at <= at),
    )
    return next((reason for reason, holds in reasons if holds), "")


def note_opening(link: ApprovalLink, *, at: datetime) -> None:
    """The first time that the link was followed; mail programs may do so by themselves."""
    ApprovalLink.objects.filter(pk=link.pk, first_opened_at=None).update(first_opened_at=at)


def check_code(link: ApprovalLink, token: str, code: str, *, at: datetime) -> None:
    """Hold the code against the link, where it needs one. A try counts from its beginning, so that none slips through.

    Raises WrongSecret "wrong-code", and DeadLink "link-locked" after five wrong ones.
    """
    if not link.code_hash:
        return
    tries = ApprovalLink.objects.filter(pk=link.pk)
    if not tries.filter(code_failures__lt=CODE_TRIES).update(code_failures=F("code_failures") + 1):
        raise DeadLink("link-locked", link)
    given = "".join(sign for sign in code if sign.isdecimal() and sign.isascii())
    if constant_time_compare(_code_hash(token, given), link.code_hash):
        tries.update(code_failures=F("code_failures") - 1)
        return
    with transaction.atomic():
        body = {"link": link.pk, "version": link.version.number, "stakeholder": link.stakeholder_id}
        note("minute.code-wrong", link.version.minute, SYSTEM, at, **body)
    raise WrongSecret("wrong-code")


def check_guessing(address: str, *, at: datetime) -> None:
    """Raises TooManyTries where too many links that do not exist were tried from this network address."""
    times = WrongLink.objects.filter(address=address, at__gt=at - WINDOW).order_by("at").values_list("at", flat=True)
    tried = list(times)
    if len(tried) < GUESSES.free:
        return
    wait = tried[-1] + GUESSES.wait(len(tried)) - at
    if wait > timedelta(0):
        raise TooManyTries(wait)


def note_wrong_link(address: str, *, at: datetime) -> None:
    """Somebody there tried a link that does not exist."""
    WrongLink.objects.filter(at__lt=at - KEPT).delete()
    WrongLink.objects.create(address=address, at=at)


def _found(token: str) -> ApprovalLink:
    query = ApprovalLink.objects.select_related(
        "version__minute__customer", "version__change__base", "stakeholder__member", "made_by"
    )
    link = query.filter(token_hash=digest(token)).first()
    if link is None:
        raise LinkRefused("link-unknown")
    return link


def _is_readable(link: ApprovalLink, at: datetime) -> bool:
    is_over = (link.stakeholder.removed_at, link.version.withdrawn_at) != (None, None) or link.expires_at <= at
    return not is_over and not _was_replaced(link)


def _was_replaced(link: ApprovalLink) -> bool:
    """Whether the same person was sent a newer link to the same version."""
    newer = ApprovalLink.objects.filter(version=link.version_id, stakeholder=link.stakeholder_id, pk__gt=link.pk)
    return newer.exists()


def _newer_was_sent(version: Version) -> bool:
    """Whether a later version is being asked about, or was agreed."""
    later = Version.objects.filter(minute=version.minute_id, number__gt=version.number, sent_at__isnull=False)
    return later.filter(refused_at=None, withdrawn_at=None).exists()


def _code_hash(token: str, code: str) -> str:
    """Eight digits are soon tried out: the hash needs the firm's key and the token, neither of which lies beside it."""
    return salted_hmac("evenhand.approval-code", f"{token}:{code}", algorithm="sha256").hexdigest()


def _is_above(value: Decimal | None, currency: str, limit: Decimal, limit_currency: str) -> bool:
    return value is not None and value != 0 and (currency != limit_currency or abs(value) > limit)
