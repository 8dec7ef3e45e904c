"""An incident that rests on ten thousand different messages: reported, read page by page, and packed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import threads
from builders import ada, bo, helena, signed_in, team
from django.db import connection
from django.test.utils import CaptureQueriesContext
from incidents import DAY, an_incident
from packing import packed, text_of

from evenhand.doors import clock
from evenhand.record.conversations.models import Message
from evenhand.record.protection.incidents.queries import PAGE
from evenhand.record.protection.incidents.reporting import MOST_QUOTATIONS, Words

pytestmark = pytest.mark.django_db


def ten_thousand() -> list[Message]:
    """Kari wrote every few minutes, for weeks."""
    row = threads.thread("You!", team=team(), whose=threads.customer(), ended=DAY - timedelta(days=40))
    rows = [
        Message(
            conversation=row, identity=uuid4().hex, direction="inbound", contact=row.contact, sender_name="Kari Holm",
            at=(at := DAY - timedelta(minutes=5 * number)), sent_at=at, text=f"You are useless, number {number}.",
        )
        for number in range(1, MOST_QUOTATIONS + 1)
    ]  # fmt: skip
    return Message.objects.bulk_create(rows, batch_size=500)


@pytest.mark.slow
def test_ten_thousand_messages_make_one_report_its_pages_and_its_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    for make in (ada, bo, helena):
        make()
    messages = ten_thousand()
    monkeypatch.setattr(clock, "now", lambda: DAY + timedelta(hours=1))
    quoted = [Words(message, 0, 15) for message in messages]
    with CaptureQueriesContext(connection) as asked:
        incident = an_incident(message=messages[0], conversation=messages[0].conversation, quotations=quoted)
    assert (incident.quotations.count(), len(asked) < 200) == (MOST_QUOTATIONS, True)
    browser = signed_in(bo())
    for number in (1, MOST_QUOTATIONS // PAGE):
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(f"/protection/incidents/{incident.pk}?quotes={number}").content.decode()
        assert page.count('class="is-attack"') == PAGE
        assert len(asked) < 60
    with CaptureQueriesContext(connection) as asked:
        data = packed(incident)
    assert len(asked) < 1_000
    timeline = text_of(data, "timeline.html")
    assert all(f"number {number}." in timeline for number in (1, MOST_QUOTATIONS))
    assert timeline.count("<mark>") >= MOST_QUOTATIONS
