"""Facts from JSON values. Anything unknown or of a wrong type is an error that names its path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from evenhand.knowledge.drafting.facts import (
    AgreedMinute,
    CapabilityCheck,
    Facts,
    FactsError,
    Limits,
    Money,
    OpenCommitment,
    OwedInput,
)
from evenhand.knowledge.language.variety import VARIETIES

LONGEST_TEXT = 1_000_000  # code points of one text in the facts
_Row = TypeVar("_Row")
_ROOT = "$"
_LANGUAGES = (*VARIETIES, "und")


def facts_from(value: object, zone: tzinfo = UTC) -> Facts:
    """The facts that a JSON object tells. `zone` is that of times without one. Raises FactsError."""
    found = _object(value, _ROOT, _READERS)
    return Facts(**{key: _READERS[key](each, f"{_ROOT}.{key}", zone) for key, each in found.items()})


def _object(value: object, path: str, keys: Mapping[str, object]) -> dict[str, object]:
    if not isinstance(value, dict):
        raise FactsError(path, "wrong-type", "object")
    for key in value:
        if key not in keys:
            raise FactsError(f"{path}.{key}", "unknown-key", ", ".join(keys))
    return value


def _text(value: object, path: str, _zone: tzinfo) -> str:
    if not isinstance(value, str):
        raise FactsError(path, "wrong-type", "string")
    if len(value) > LONGEST_TEXT:
        raise FactsError(path, "too-long", str(LONGEST_TEXT))
    return value


def _language(value: object, path: str, zone: tzinfo) -> str:
    if _text(value, path, zone) not in _LANGUAGES:
        raise FactsError(path, "unknown-language", ", ".join(_LANGUAGES))
    return str(value)


def _moment(value: object, path: str, zone: tzinfo) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(value, path, zone))
    except ValueError as error:
        raise error if isinstance(error, FactsError) else FactsError(path, "no-time", "ISO 8601") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _time(value: object, path: str, zone: tzinfo) -> date | datetime | None:
    """A day where only a day is told, else an aware moment; null and "" are not known."""
    if value is None or value == "":
        return None
    text = _text(value, path, zone)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return _moment(text, path, zone)


def _day(value: object, path: str, zone: tzinfo) -> date | None:
    time = _time(value, path, zone)
    return time.date() if isinstance(time, datetime) else time


def _number(value: object, path: str, _zone: tzinfo) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise FactsError(path, "wrong-type", "number")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise FactsError(path, "no-number") from None
    if not number.is_finite() or number < 0:
        raise FactsError(path, "no-number")
    return number


def _money(value: object, path: str, zone: tzinfo) -> Money:
    found = _object(value, path, {"amount": 0, "currency": 0})
    if "amount" not in found:
        raise FactsError(f"{path}.amount", "missing-key")
    currency = _text(found.get("currency", ""), f"{path}.currency", zone).upper()
    return Money(_number(found["amount"], f"{path}.amount", zone), currency)


def _limits(value: object, path: str, zone: tzinfo) -> Limits:
    readers: dict[str, Callable[[object, str, tzinfo], Any]] = {
        "refund_max": _money, "discount_max_percent": _number, "concession_max": _money,
    }  # fmt: skip
    found = _object(value, path, readers)
    return Limits(**{key: readers[key](each, f"{path}.{key}", zone) for key, each in found.items()})


def _rows(
    make: Callable[..., _Row], first: str, **others: Callable[[object, str, tzinfo], object]
) -> Callable[[object, str, tzinfo], tuple[_Row, ...]]:
    """A reader of a list of objects that have the text `first`, and may have the others."""
    readers = {first: _text, **others}

    def read(value: object, path: str, zone: tzinfo) -> tuple[_Row, ...]:
        return tuple(one(each, f"{path}[{index}]", zone) for index, each in enumerate(_list(value, path)))

    def one(value: object, path: str, zone: tzinfo) -> _Row:
        found = _object(value, path, readers)
        if first not in found:
            raise FactsError(f"{path}.{first}", "missing-key")
        return make(**{key: readers[key](each, f"{path}.{key}", zone) for key, each in found.items()})

    return read


def _list(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        raise FactsError(path, "wrong-type", "list")
    return value


def _texts(value: object, path: str, zone: tzinfo) -> tuple[str, ...]:
    return tuple(_text(each, f"{path}[{index}]", zone) for index, each in enumerate(_list(value, path)))


_READERS: dict[str, Callable[[object, str, tzinfo], Any]] = {
    "customer_language": _language,
    "sent_at": _moment,
    "owed_inputs": _rows(OwedInput, "what", since=_time),
    "minutes": _rows(AgreedMinute, "text", agreed_on=_day),
    "authority": _limits,
    "open_commitments": _rows(OpenCommitment, "what", due=_time),
    "capability_checks": _rows(CapabilityCheck, "what", by=_text, until=_time),
    "inbound": _text,
    "customer": _text,
    "other_customers": _texts,
    "notes": _texts,
}
