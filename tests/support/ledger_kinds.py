"""What the ledger says about a row, in few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from builders import ada, bo
from django.db import models

from evenhand.record.conversations.actions import NotPossible
from evenhand.record.ledger.models import Entry


def kinds_of(row: models.Model, subject: str = "") -> list[str]:
    """The kinds of the entries about a row, oldest first."""
    name = subject or f"{type(row).__name__.lower()}:{row.pk}"
    return list(Entry.objects.filter(subject=name).order_by("number").values_list("kind", flat=True))


def entry(row: models.Model, kind: str) -> str:
    """The body, as text, of the last entry of this kind about a row."""
    about = Entry.objects.filter(subject=f"{type(row).__name__.lower()}:{row.pk}", kind=kind)
    return str(about.latest("number").body)


def refused(act: Callable[[], Any]) -> str:
    """The code of a refusal, which leaves no entry in the ledger."""
    ada(), bo()
    before = Entry.objects.count()
    with pytest.raises(NotPossible) as error:
        act()
    assert Entry.objects.count() == before
    return error.value.code
