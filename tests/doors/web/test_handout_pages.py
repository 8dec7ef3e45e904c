"""The page of a file: it is waited for, taken and removed by whoever asked, and says what to do where that fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import ada, bo, signed_in
from django.urls import reverse
from handing_out import make_all, taken
from threads import NOW

from evenhand.doors import clock
from evenhand.doors.reports.shelf import path_of
from evenhand.record.erasing import handouts
from evenhand.record.erasing.models import Handout
from evenhand.record.outbox import beating
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def asked() -> Handout:
    return handouts.ask_member_file(ada(), language="en", at=NOW)


def page(row: Handout, **headers: str) -> str:
    return signed_in(ada()).get(reverse("handout", args=[row.pk]), headers=headers).content.decode()


def test_while_it_is_made_the_page_says_how_far_it_is_and_renews_itself() -> None:
    row = asked()
    beating.beat("a worker", at=NOW)
    assert 'hx-trigger="every 2s"' in page(row)
    begun = handouts.begin(row, at=NOW - timedelta(minutes=5))
    assert begun is not None
    handouts.note_progress(begun, 5_000, 10_000)
    part = page(row, HX_Request="true")
    assert "<html" not in part
    assert "5,000 of about 10,000 rows" in part
    assert "17 a second" in part
    assert "5 min left" in part
    assert 'value="5000" max="10000"' in part


def test_without_a_worker_it_says_so() -> None:
    assert "No worker is at it." in page(asked())


def test_what_the_worker_gave_up_is_said_and_not_waited_for() -> None:
    row = asked()
    Job.objects.filter(pk=row.job_id).update(state=Job.State.DEAD)
    assert "could not be made" in page(row)
    assert "hx-trigger" not in page(row, HX_Request="true")


def test_ready_it_is_taken_by_whoever_asked_and_found_again_from_the_form() -> None:
    row = asked()
    assert (
        "There is no file to take"
        in signed_in(ada()).post(reverse("handout-take", args=[row.pk]), follow=True).content.decode()
    )
    make_all()
    row.refresh_from_db()
    assert "You alone can take it" in page(row)
    assert reverse("handout", args=[row.pk]) in signed_in(ada()).get(reverse("subject-access")).content.decode()
    answer = taken(signed_in(ada()), row)
    assert f"member-{ada().pk}-" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert len(b"".join(answer.streaming_content)) == row.size  # type: ignore[attr-defined]
    assert taken(signed_in(bo()), row).status_code == 404


def test_removed_it_is_gone_and_the_page_says_why() -> None:
    row = asked()
    make_all()
    signed_in(ada()).post(reverse("handout-remove", args=[row.pk]))
    assert "You removed the file." in page(row)
    assert taken(signed_in(ada()), row).status_code == 302


def test_after_three_days_it_is_over_whether_or_not_somebody_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    row = asked()
    make_all()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3))
    assert "Its three days are over" in page(row)
    assert taken(signed_in(ada()), row).status_code == 302


def test_a_file_that_somebody_deleted_on_the_server_is_said_to_be_missing() -> None:
    row = asked()
    make_all()
    row.refresh_from_db()
    path_of(row.pk, row.sha256).unlink()
    assert taken(signed_in(ada()), row).status_code == 302
    assert "no longer lies on the server" in page(row)
