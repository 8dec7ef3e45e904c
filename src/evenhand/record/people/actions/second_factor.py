"""The second step of signing in: codes from an authenticator (RFC 6238), and recovery codes.

An authenticator runs on real time while a demo's desk clock may stand elsewhere: `code_at` is the real time.
"""

from __future__ import annotations

import secrets
import unicodedata
from datetime import datetime

import pyotp
from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.errors import PeopleError, WrongSecret
from evenhand.record.people.models import Member, RecoveryCode, SecondFactor
from evenhand.record.people.tokens import digest

STEP_SECONDS = 30
RECOVERY_CODES = 10
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


@transaction.atomic
def begin_second_factor(member: Member, *, at: datetime) -> SecondFactor:
    """A secret waiting to be confirmed; one that waits already is kept, so that a reloaded page shows the same.

    Raises PeopleError "second-factor-on".
    """
    factor, _ = SecondFactor.objects.get_or_create(
        member=member, defaults={"secret": pyotp.random_base32(32), "set_at": at}
    )
    if factor.confirmed_at is not None:
        raise PeopleError("second-factor-on")
    return factor


@transaction.atomic
def confirm_second_factor(member: Member, code: str, *, at: datetime, code_at: datetime) -> list[str]:
    """Switch the second step on with a first code; returns ten recovery codes, which are shown once.

    Raises WrongSecret, PeopleError "second-factor-off" when none was begun, "second-factor-on" when it is on.
    """
    factor = SecondFactor.objects.select_for_update().filter(member=member).first()
    if factor is None:
        raise PeopleError("second-factor-off")
    if factor.confirmed_at is not None:
        raise PeopleError("second-factor-on")
    _use_code(factor, code, code_at)
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=at)
    codes = _new_recovery_codes(member)
    ledger.append(kind="member.second-factor-set", actor=member.actor, at=at, subject=member.actor, body={})
    return codes


@transaction.atomic
def renew_recovery_codes(member: Member, *, at: datetime) -> list[str]:
    """Ten fresh recovery codes; the old ones stop working. Raises PeopleError "second-factor-off"."""
    if not has_second_factor(member):
        raise PeopleError("second-factor-off")
    codes = _new_recovery_codes(member)
    ledger.append(kind="member.recovery-codes-made", actor=member.actor, at=at, subject=member.actor, body={})
    return codes


@transaction.atomic
def pass_second_step(member: Member, code: str, *, at: datetime, code_at: datetime) -> None:
    """Accept a code of the authenticator or a recovery code, each once.

    Raises WrongSecret "wrong-code" or "code-used-before", PeopleError "second-factor-off".
    """
    factor = SecondFactor.objects.select_for_update().filter(member=member, confirmed_at__isnull=False).first()
    if factor is None:
        raise PeopleError("second-factor-off")
    plain = _plain(code)
    if plain.isdigit() and len(plain) == 6:
        _use_code(factor, plain, code_at)
    else:
        _use_recovery_code(member, plain, at)


@transaction.atomic
def remove_second_factor(member: Member, *, by: Member, at: datetime) -> None:
    """Switch the second step off: by its owner, or by an administrator when the telephone is lost."""
    gone, _ = SecondFactor.objects.filter(member=member).delete()
    RecoveryCode.objects.filter(member=member).delete()
    if gone:
        ledger.append(kind="member.second-factor-removed", actor=by.actor, at=at, subject=member.actor, body={})


def has_second_factor(member: Member) -> bool:
    """Whether signing in asks this member for a code."""
    return SecondFactor.objects.filter(member=member, confirmed_at__isnull=False).exists()


def address_for_authenticator(factor: SecondFactor, desk: str) -> str:
    """The otpauth:// address that an authenticator reads from a QR code; `desk` is the name it will show."""
    return pyotp.TOTP(factor.secret).provisioning_uri(name=factor.member.email, issuer_name=desk)


def _plain(code: str) -> str:
    """As it was meant: without spaces, in lower case, full-width digits of a Chinese keyboard made plain."""
    return "".join(unicodedata.normalize("NFKC", code).lower().split())


def _use_code(factor: SecondFactor, code: str, code_at: datetime) -> None:
    step = _matching_step(factor.secret, _plain(code), code_at)
    if step is None:
        raise WrongSecret("wrong-code")
    if not SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step):
        raise WrongSecret("code-used-before")


def _matching_step(secret: str, code: str, code_at: datetime) -> int | None:
    """The 30-second step a code belongs to; the step before and after count too, for clocks that differ."""
    now = int(code_at.timestamp()) // STEP_SECONDS
    generator = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if secrets.compare_digest(generator.generate_otp(step).encode(), code.encode(errors="replace")):
            return step
    return None


def _use_recovery_code(member: Member, code: str, at: datetime) -> None:
    plain = code.replace("-", "")
    if RecoveryCode.objects.filter(member=member, code_hash=digest(plain), used_at=None).update(used_at=at):
        ledger.append(kind="member.recovery-code-used", actor=member.actor, at=at, subject=member.actor, body={})
        return
    if RecoveryCode.objects.filter(member=member, code_hash=digest(plain)).exists():
        raise WrongSecret("code-used-before")
    raise WrongSecret("wrong-code")


def _new_recovery_codes(member: Member) -> list[str]:
    RecoveryCode.objects.filter(member=member).delete()
    plain = ["".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create([RecoveryCode(member=member, code_hash=digest(code)) for code in plain])
    return [f"{code[:5]}-{code[5:]}" for code in plain]
