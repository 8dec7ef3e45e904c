"""The page behind a personal link, in the client's browser: no account, no session, and GET decides nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import builders
import pytest
from builders import START, ada, sam
from django.test import Client
from minuting import DAY, HOUR, MIA, OLLI, a_change, a_minute, an_agreed_minute, person, send, version
from threads import NOW

from evenhand.doors import clock
from evenhand.record.agreements import approvals, approvals_sending
from evenhand.record.agreements.minutes import set_value
from evenhand.record.agreements.minutes_queries import minutes_waiting
from evenhand.record.agreements.models import Approval, ApprovalLink, Objection, Question
from evenhand.record.people.actions import Firm, set_approval_limit, set_workspace
from evenhand.server.logs import WithoutTokens

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    set_workspace(Firm("Harbourline", "en", "Europe/Helsinki", START.time()), by=None, at=START)
    monkeypatch.setattr(clock, "now", lambda: NOW + HOUR)


def later(monkeypatch, length: timedelta) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + length)


def look(token: str, query: str = "", **headers: str):
    return Client().get(f"/agree/{token}{query}", headers=headers)


def shown(token: str, query: str = "") -> str:
    return look(token, query).content.decode()


def submit(token: str, act: str, *, proof: str | None = None, headers: dict[str, str] | None = None, **form: str):
    """What the button of the page sends, from a browser that keeps nothing and tells no origin."""
    if proof is None:
        found = re.search(r'name="form" value="([^"]+)"', shown(token))
        proof = found[1] if found else ""
    sent = {"Origin": "null", "Sec-Fetch-Site": "same-origin"} | (headers or {})
    client = Client(enforce_csrf_checks=True)
    return client.post(f"/agree/{token}", {"form": proof, "act": act, **form}, headers=sent)


def test_the_client_reads_and_agrees():
    minute = a_minute(MIA, OLLI)
    mia, _ = send(minute)
    page = shown(mia.token)
    for words in ("Reports in spring", "two reports a month", "Mia Holm", "Olli Ranta", "no answer since"):
        assert words in page
    answer = submit(mia.token, "approve")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/agree/{mia.token}?language=en")
    assert Approval.objects.get().stakeholder.name == "Mia Holm"
    assert "You have agreed" in shown(mia.token)


def test_no_mail_address_is_shown():
    mia, _ = send(a_minute(MIA, OLLI))
    assert "@" not in shown(mia.token)


def test_following_a_link_however_often_decides_nothing():
    minute = a_minute()
    (mia,) = send(minute)
    for method in ("get", "head"):
        getattr(Client(), method)(f"/agree/{mia.token}?act=approve&language=en")
    assert version(minute, 1).agreed_at is None
    assert ApprovalLink.objects.get().first_opened_at == NOW + HOUR


def test_nothing_of_the_page_is_kept_found_or_told():
    (mia,) = send(a_minute())
    for answer in (look(mia.token), look("unknown"), submit(mia.token, "ask", words="Why?")):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert not answer.cookies
        assert "<script" not in answer.content.decode()


def test_a_form_that_is_not_from_this_page_decides_nothing():
    minute = a_minute(MIA, OLLI)
    mia, olli = send(minute)
    olli_proof = re.search(r'name="form" value="([^"]+)"', shown(olli.token))[1]
    for answer in (
        submit(mia.token, "approve", proof=""),
        submit(mia.token, "approve", proof=olli_proof),
        submit(mia.token, "approve", headers={"Sec-Fetch-Site": "cross-site"}),
    ):
        assert answer.status_code == 400
        assert "Nothing was recorded" in answer.content.decode()
    assert not Approval.objects.exists()


def test_an_objection_is_told_with_its_words_and_the_version_refused():
    minute = a_minute(MIA, OLLI)
    mia, olli = send(minute)
    submit(mia.token, "object", words="The price was <b>800</b>.")
    assert Objection.objects.get().words == "The price was <b>800</b>."
    page = shown(olli.token, "?language=en")
    assert "&lt;b&gt;800&lt;/b&gt;" in page
    assert "Mia Holm" in page
    assert "somebody objected on" in page
    assert 'value="approve"' not in page


def test_without_words_the_page_says_so_and_the_link_still_works():
    (mia,) = send(a_minute())
    for act in ("object", "ask", "anything"):
        assert submit(mia.token, act, words=" ").status_code == 400
    assert "Say it in words first" in submit(mia.token, "object", words="").content.decode()
    assert submit(mia.token, "approve").status_code == 303


def test_a_question_and_its_answer_are_read_by_everyone():
    minute = a_minute(MIA, OLLI)
    mia, olli = send(minute)
    submit(mia.token, "ask", words="Is tax in it?")
    assert "Not answered yet" in shown(olli.token, "?language=en")
    approvals.answer(Question.objects.get(), "It comes on top.", by=ada(), at=NOW + HOUR)
    assert "It comes on top." in shown(olli.token)


def test_the_page_speaks_the_persons_language_and_can_be_switched():
    _, olli = send(a_minute(MIA, OLLI))
    assert '<html lang="fi"' in shown(olli.token)
    assert '<html lang="zh-Hant"' in shown(olli.token, "?language=zh-hant")
    assert '<html lang="fi"' in shown(olli.token, "?language=elvish")


def test_a_change_shows_what_is_taken_out_and_put_in_by_words_and_signs():
    minute = an_agreed_minute()
    a_change(minute)
    (mia,) = send(minute, at=NOW)
    page = shown(mia.token)
    assert re.search(r'<del class="taken"><span class="visually-hidden">Taken out: </span>\s*two', page)
    assert re.search(r'<ins class="put"><span class="visually-hidden">Put in: </span>\s*four', page)
    assert "The board wants more." in page
    assert "Two days more each month." in page


def test_where_too_much_changes_for_words_the_page_says_so():
    minute = an_agreed_minute(text="甲方每月付款" * 20_000)
    a_change(minute, text="乙方每月收款" * 20_000)
    (mia,) = send(minute, at=NOW)
    assert "whole sentences and paragraphs are shown" in shown(mia.token)


def test_guessed_and_truncated_links_get_one_page():
    (mia,) = send(a_minute())
    pages = {shown(token) for token in ("x", mia.token[:-1], mia.token + "y", "A" * 43)}
    assert len(pages) == 1
    assert "This link does not work" in pages.pop()


def test_expired_withdrawn_and_superseded_links_say_what_to_do(monkeypatch):
    minute = a_minute()
    (first,) = send(minute)
    second = approvals_sending.remind(person(minute, "Mia"), link_to=str, by=ada(), at=NOW)
    assert "A newer letter with a new link" in shown(first.token)
    later(monkeypatch, 14 * DAY)
    assert "This link has expired" in shown(second.token)
    assert "not taken for consent" in shown(second.token)
    later(monkeypatch, HOUR)
    submit(second.token, "approve")
    a_change(minute)
    send(minute, at=NOW + HOUR)
    page = shown(second.token)
    assert "There is a newer version" in page
    assert "/agree/" not in page


def test_whoever_has_answered_reads_the_text_and_asks_until_the_link_expires(monkeypatch):
    minute = a_minute(MIA, OLLI)
    mia, _ = send(minute)
    submit(mia.token, "approve")
    answer = look(mia.token)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Referrer-Policy"]) == (200, "no-referrer")
    for words in ("two reports a month", "It holds only when everyone", "no answer since", 'value="ask"'):
        assert words in page
    assert 'value="approve"' not in page
    assert submit(mia.token, "ask", words="When does it begin?").status_code == 303
    assert "When does it begin?" in shown(mia.token)
    assert [one.line.questions for one in minutes_waiting(ada())] == [1]
    later(monkeypatch, 14 * DAY)
    answer = look(mia.token)
    assert answer.status_code == 410
    for words in ("two reports a month", "Olli Ranta", "When does it begin?", 'value="ask"'):
        assert words not in answer.content.decode()
    assert "You have agreed" in answer.content.decode()
    assert submit(mia.token, "ask", words="Once more?").status_code == 410
    assert Question.objects.count() == 1


def test_a_superseded_link_shows_its_own_text_and_what_became_of_it():
    minute = a_minute()
    (first,) = send(minute)
    submit(first.token, "approve")
    old = first.token
    a_change(minute)
    (fresh,) = send(minute, at=NOW)
    page = shown(old)
    assert "two reports a month" in page
    assert "four" not in page
    assert "it is in force" in page
    submit(fresh.token, "approve")
    page = shown(old)
    assert re.search(r"agreed on .+ and replaced on .+\.", page)
    assert "a link of its own" in page
    assert "four" not in page
    assert submit(old, "ask", words="And the old one?").status_code == 303


def test_nothing_is_read_by_whoever_was_taken_out_or_after_a_withdrawal_or_a_newer_link():
    minute = a_minute(MIA, OLLI, ours=True)
    mia, olli, _ = send(minute)
    submit(mia.token, "approve")
    newer = approvals_sending.remind(person(minute, "Olli"), link_to=str, by=ada(), at=NOW)
    approvals_sending.remove_stakeholder(person(minute, "Mia"), by=ada(), at=NOW)
    for token in (mia.token, olli.token):
        assert look(token).status_code == 410
        assert "two reports" not in shown(token)
    assert "two reports" in shown(newer.token)
    approvals_sending.withdraw(minute, by=ada(), at=NOW)
    assert look(newer.token).status_code == 410
    assert "two reports" not in shown(newer.token)


def test_an_objection_that_comes_too_late_keeps_its_words():
    minute = a_minute(MIA, OLLI)
    mia, olli = send(minute)
    proof = re.search(r'name="form" value="([^"]+)"', shown(olli.token))[1]
    submit(mia.token, "object", words="The price was 800.")
    answer = submit(olli.token, "object", proof=proof, words="Three reports, not two.")
    assert answer.status_code == 400
    assert re.search(r'<textarea id="ask-words"[^>]*>Three reports, not two.', answer.content.decode())
    assert Objection.objects.count() == 1


def test_the_button_pressed_twice_agrees_once_without_trouble():
    (mia,) = send(a_minute())
    proof = re.search(r'name="form" value="([^"]+)"', shown(mia.token))[1]
    assert [submit(mia.token, "approve", proof=proof).status_code for _ in range(2)] == [303, 303]
    assert submit(mia.token, "object", proof=proof, words="No!").status_code == 400
    assert (Approval.objects.count(), Objection.objects.count()) == (1, 0)


def test_words_are_recorded_whole_or_not_at_all():
    (mia,) = send(a_minute())
    answer = submit(mia.token, "object", words="x" * 10_001)
    assert answer.status_code == 400
    assert "x" * 10_001 in answer.content.decode()
    assert not Objection.objects.exists()


def test_somebody_taken_out_reads_that_they_are_no_longer_asked():
    minute = a_minute(MIA, OLLI)
    mia, _ = send(minute)
    approvals_sending.remove_stakeholder(person(minute, "Mia"), by=ada(), at=NOW)
    assert "You are no longer asked" in shown(mia.token)


def test_above_the_limit_the_code_is_asked_for_and_counted():
    set_approval_limit(Decimal("1000"), "EUR", by=sam(), at=START)
    minute = a_minute()
    set_value(minute, Decimal("5000"), "EUR", by=ada(), at=NOW)
    (mia,) = send(minute)
    assert "eight digits" in shown(mia.token)
    wrong = f"{(int(mia.code) + 1) % 10**8:08d}"
    answer = submit(mia.token, "object", code=wrong, words="Not so.")
    assert answer.status_code == 400
    assert "Not so." in answer.content.decode()
    assert submit(mia.token, "approve", code=mia.code).status_code == 303
    for _ in range(5):
        submit(mia.token, "approve", code=wrong)
    assert Approval.objects.count() == 1


def test_whoever_guesses_has_to_wait_and_others_do_not():
    (mia,) = send(a_minute())
    for number in range(20):
        assert look(f"guess-{number}").status_code == 410
    answer = look(mia.token)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert Client(REMOTE_ADDR="198.51.100.9").get(f"/agree/{mia.token}").status_code == 200


def test_no_session_is_read_a_member_sees_the_same_page():
    (mia,) = send(a_minute())
    page = builders.signed_in(ada()).get(f"/agree/{mia.token}").content.decode()
    assert "Ada Virtanen at Harbourline asks" in page.replace("\n", " ")
    assert "sign-out" not in page


def test_the_log_keeps_no_token():
    import logging

    record = logging.makeLogRecord({"msg": "Gone: %s", "args": ("/agree/secret-token?language=fi",)})
    WithoutTokens().filter(record)
    assert "secret-token" not in record.getMessage()


def test_a_text_that_looks_like_markup_stays_text():
    (mia,) = send(a_minute(text="<script>alert(1)</script> & so"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so" in shown(mia.token)
