"""Files that are asked for on a page, made by the worker, and taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from evenhand.doors import clock
from evenhand.doors.reports import handing_out
from evenhand.record.erasing.models import Handout


def nothing() -> None:
    """A worker that nobody asked to leave."""


def make_all(*, at: Callable[[], datetime] = lambda: clock.now()) -> None:
    """What the worker does with all that was asked for."""
    for number in Handout.objects.filter(made_at=None, gone_at=None).order_by("pk").values_list("pk", flat=True):
        handing_out.make(number, clock=at, check=nothing)


def taken(client: Client, row: Handout) -> HttpResponse:
    """The answer to whoever takes it."""
    return client.post(reverse("handout-take", args=[row.pk]))  # type: ignore[return-value]


def asked_made_and_taken(client: Client, address: str, **form: object) -> bytes:
    """The file, from the form to the bytes."""
    answer = client.post(address, form)
    assert answer.status_code == 302, answer
    make_all()
    row = Handout.objects.latest("pk")
    assert answer.headers["Location"] == reverse("handout", args=[row.pk])
    return b"".join(taken(client, row).streaming_content)  # type: ignore[attr-defined]
