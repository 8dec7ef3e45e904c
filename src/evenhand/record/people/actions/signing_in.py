"""Signing in, slowed down for whoever guesses. Failures are rows, so that several processes count alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.errors import TooManyTries, WrongSecret
from evenhand.record.people.models import Member, SignInFailure

WINDOW = timedelta(hours=1)
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures are free; each one more doubles the wait after the last, from `first` up to `longest`."""

    free: int
    first: timedelta
    longest: timedelta

    def wait(self, failures: int) -> timedelta:
        """How long after the last failure the next try may come."""
        if failures < self.free:
            return timedelta(0)
        doublings = min(failures - self.free, 20)
        return min(self.longest, self.first * (1 << doublings))


PAIR = Limit(5, timedelta(seconds=30), timedelta(minutes=15))
# A shared office address must not lock colleagues out, nor a stranger the owner: generous, and short for the account.
ADDRESS = Limit(40, timedelta(seconds=30), timedelta(minutes=15))
ACCOUNT = Limit(40, timedelta(seconds=5), timedelta(seconds=60))


def check_password(email: str, password: str, *, address: str, at: datetime) -> Member:
    """The member with this address and password. Not yet signed in: see `record_sign_in`.

    A try counts as failed from its beginning until it succeeds, so that many at once do not slip through.
    Raises TooManyTries, or WrongSecret "wrong-sign-in" (unknown address, wrong password and having left are alike).
    """
    email = email.strip().lower()[:254]
    trial = begin_try(email, address=address, at=at)
    member = Member.objects.filter(email=email, left_at=None).first()
    if member is None:
        make_password(password)  # as slow as a wrong password, so that nobody learns who works here
        raise WrongSecret("wrong-sign-in")
    if not member.check_password(password):
        raise WrongSecret("wrong-sign-in")
    trial.delete()
    return member


@transaction.atomic
def begin_try(email: str, *, address: str, at: datetime) -> SignInFailure:
    """Note a try before it is judged; delete it if it succeeds. Raises TooManyTries."""
    list(Member.objects.select_for_update().filter(email=email).values_list("pk"))
    wait = _wait(email, address, at)
    if wait > timedelta(0):
        raise TooManyTries(wait)
    SignInFailure.objects.filter(at__lt=at - KEPT).delete()
    return SignInFailure.objects.create(email=email, address=address, at=at)


@transaction.atomic
def record_sign_in(member: Member, *, address: str, at: datetime, second_step: bool) -> None:
    """The member is in: the failures of this pair are forgotten, and the ledger knows (not from where)."""
    SignInFailure.objects.filter(email=member.email, address=address).delete()
    ledger.append(
        kind="member.signed-in", actor=member.actor, at=at, subject=member.actor, body={"second_step": second_step}
    )


def _wait(email: str, address: str, at: datetime) -> timedelta:
    waits = [
        _remaining(PAIR, Q(email=email, address=address), at),
        _remaining(ADDRESS, Q(address=address), at),
        _remaining(ACCOUNT, Q(email=email), at),
    ]
    return max(waits)


def _remaining(limit: Limit, who: Q, at: datetime) -> timedelta:
    times = list(SignInFailure.objects.filter(who, at__gt=at - WINDOW).order_by("at").values_list("at", flat=True))
    if not times:
        return timedelta(0)
    return times[-1] + limit.wait(len(times)) - at
