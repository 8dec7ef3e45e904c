"""The columns that readings are counted by: written with each reading, and filled in for those on record before."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from mail import LATER, a_reading, an_arrival, filed

from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Reading

pytestmark = pytest.mark.django_db


def body(**more: Any) -> dict[str, Any]:
    found = a_reading(manner="abusive", language="yue", **more)
    found["manner"]["kinds"] = ["insult", "legal"]
    return found


def columns() -> list[tuple[str, str, str]]:
    return list(Reading.objects.order_by("pk").values_list("language", "manner", "kinds"))


def test_filing_and_keeping_write_them() -> None:
    message = filed(an_arrival(reading=body()))
    actions.keep_reading(message, body(version="2"), actor="system", at=LATER)
    actions.keep_reading(message, a_reading(version="2"), actor="system", at=LATER)
    assert columns() == [("yue", "abusive", "insult legal"), ("en", "civil", "")]


def test_readings_on_record_get_them_from_their_bodies() -> None:
    filed(an_arrival(reading=body()))
    message = filed(an_arrival(reading=a_reading()))
    Reading.objects.create(message=message, model="odd", version="1", at=LATER, body={})
    Reading.objects.update(language="und", manner="unclear", kinds="")
    migration = import_module("evenhand.record.conversations.migrations.0004_rereading")
    migration.fill(apps, connection.schema_editor())
    assert columns() == [("yue", "abusive", "insult legal"), ("en", "civil", ""), ("und", "unclear", "")]
