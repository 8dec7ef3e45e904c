"""Imports and work in the background, as pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import bo, cy, helena, sam, signed_in, somebody
from mail import a_conversation

from evenhand.doors import clock
from evenhand.doors.jobs.handlers import HANDLERS
from evenhand.doors.jobs.schedule import SCHEDULE
from evenhand.doors.web.words import JOBS
from evenhand.record.conversations.models import Conversation, Message, Run
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Heartbeat, Job
from evenhand.record.people.models import Team

pytestmark = pytest.mark.django_db


def a_dead_job() -> Job:
    now = clock.now()
    return Job.objects.create(
        name="read-again", state=Job.State.DEAD, attempt=5, enqueued_at=now, due_at=now, finished_at=now,
        error="The message took longer than <2 s>.",
    )  # fmt: skip


def page(address: str, member=None) -> str:
    return signed_in(member or sam()).get(address).content.decode()


def test_every_job_has_a_name_in_words():
    assert set(JOBS) >= set(HANDLERS) | set(SCHEDULE)


def test_without_a_worker_the_page_says_what_is_safe_and_what_to_do():
    assert "No worker runs. Mail that comes in is safe and waits." in page("/settings/jobs")


def test_a_worker_that_lives_and_one_that_is_silent_are_told_apart():
    now = clock.now()
    Heartbeat.objects.create(worker="lively", started_at=now, beat_at=now)
    assert "No worker runs" not in page("/settings/jobs")
    Heartbeat.objects.create(worker="gone", started_at=now, beat_at=now - timedelta(minutes=10))
    html = page("/settings/jobs")
    assert html.index("working") < html.index("silent")


def test_a_job_that_gave_up_shows_its_trouble_and_is_tried_again_by_a_button():
    job, client = a_dead_job(), signed_in(sam())
    html = client.get("/settings/jobs").content.decode()
    assert "Reading a message again" in html
    assert "longer than &lt;2 s&gt;" in html
    answer = client.post(f"/settings/jobs/{job.pk}/retry", follow=True)
    assert "The job waits for the worker again." in answer.content.decode()
    assert Job.objects.get(pk=job.pk).state == Job.State.WAITING
    assert Entry.objects.get(kind="job.retried").actor == sam().actor


def test_a_dropped_job_is_gone_and_the_ledger_knows():
    job, client = a_dead_job(), signed_in(sam())
    client.post(f"/settings/jobs/{job.pk}/drop")
    assert not Job.objects.exists()
    assert Entry.objects.get(kind="job.dropped").actor == sam().actor


@pytest.mark.parametrize("act", ["retry", "drop"])
def test_whoever_comes_second_is_told_that_it_was_dealt_with(act):
    job, client = a_dead_job(), signed_in(sam())
    client.post(f"/settings/jobs/{job.pk}/retry")
    answer = client.post(f"/settings/jobs/{job.pk}/{act}", follow=True)
    assert "Somebody else has dealt with this one already." in answer.content.decode()
    assert client.post(f"/settings/jobs/99999/{act}").status_code == 404


def a_run(**more: object) -> Run:
    now = clock.now()
    given = {"origin": "mail.mbox", "by": bo(), "started_at": now - timedelta(seconds=10), "beat_at": now}
    return Run.objects.create(**(given | more))


def test_before_the_first_import_the_page_says_how_to_begin():
    assert "evenhand import" in page("/settings/imports")


def test_a_running_import_renews_itself_and_shows_counts_and_pace():
    a_run(counts={"messages": 18204, "duplicates": 12, "read_in_part": 3})
    html = page("/settings/imports")
    assert 'hx-trigger="every 3s"' in html
    assert "18,204" in html
    assert "1,822" in html
    part = signed_in(sam()).get("/settings/imports", headers={"hx-request": "true"}).content.decode()
    assert part.startswith('<div id="runs"')
    assert "<html" not in part


def test_an_import_that_fell_silent_says_how_to_go_on():
    now = clock.now()
    a_run(started_at=now - timedelta(hours=1), beat_at=now - timedelta(minutes=10))
    html = page("/settings/imports")
    assert "it goes on where it stopped" in html
    assert "hx-trigger" not in html


def test_a_finished_import_stands_still():
    a_run(finished_at=clock.now(), counts={"messages": 5})
    assert "hx-trigger" not in page("/settings/imports")


def test_mail_read_in_part_leads_to_its_conversation_for_whoever_may_see_it():
    conversation = a_conversation()
    Message.objects.update(level="headers", problems=["too-many-parts"])
    message = Message.objects.get()
    link = f'/conversations/{conversation.pk}#message-{message.pk}"'
    assert link in page("/settings/imports", bo())
    assert link in page("/settings/imports", helena())


def test_an_administrator_learns_that_there_is_such_mail_but_not_what():
    a_conversation()
    Message.objects.update(level="headers")
    html = page("/settings/imports")
    assert "1 message was read only in part" in html
    assert "do not include" in html
    assert "The late delivery" not in html


def test_a_lead_of_another_team_does_not_see_it_either():
    conversation = a_conversation()
    Message.objects.update(level="headers")
    bo(), cy()
    Conversation.objects.filter(pk=conversation.pk).update(team=Team.objects.get(name="Nordic desk"))
    assert "The late delivery" in page("/settings/imports", bo())
    assert "The late delivery" not in page("/settings/imports", somebody("Tom Barker", ["lead"], team_name="Training"))
