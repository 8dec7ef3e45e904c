"""Agreeing: everyone who is named, by their own link, once; silence is never a yes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import ada, bo, cy
from minuting import DAY, HOUR, MIA, OLLI, TEXT, a_minute, an_agreed_minute, link_to, person, send, version
from threads import NOW

from evenhand.record.agreements import approvals, approvals_sending
from evenhand.record.agreements.approvals_links import check_guessing, note_wrong_link, open_link
from evenhand.record.agreements.minutes import rewrite
from evenhand.record.agreements.minutes_queries import minutes_waiting, standing_of, state_of
from evenhand.record.agreements.models import Approval, ApprovalLink, Objection, Question, Version
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Letter
from evenhand.record.people.errors import LinkRefused, TooManyTries
from evenhand.record.people.tokens import digest
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db
LATER = NOW + HOUR


@pytest.fixture
def with_mail(settings):
    settings.MAIL_SERVER, settings.MAIL_FROM = Smtp("127.0.0.1", 1, tls="none"), "desk@harbourline.example"


def yes(made, at=LATER):
    return approvals.approve_by_link(made.token, at=at)


def no(made, words="The price was 800.", at=LATER):
    return approvals.object_by_link(made.token, words, at=at)


def refusal(made, at=LATER) -> str:
    with pytest.raises(LinkRefused) as refused:
        open_link(made.token, at=at)
    return refused.value.code


def test_it_takes_effect_with_the_last_yes_and_not_before():
    minute = a_minute(MIA, OLLI)
    mia, olli = send(minute)
    yes(mia)
    assert version(minute, 1).agreed_at is None
    yes(olli, at=LATER + HOUR)
    assert version(minute, 1).agreed_at == LATER + HOUR


def test_silence_is_never_a_yes():
    minute = a_minute(MIA, OLLI)
    mia, _ = send(minute)
    yes(mia)
    much_later = NOW + 400 * DAY
    standing = standing_of(version(minute, 1))
    assert standing.state == "waiting"
    assert [(one.kind, one.at) for one in standing.answers] == [("approved", LATER), ("silent", NOW)]
    approvals_sending.remind(person(minute, "Olli"), link_to=link_to, by=ada(), at=much_later)
    standing = standing_of(version(minute, 1))
    assert (standing.state, standing.answers[1].kind, standing.answers[1].at) == ("waiting", "silent", NOW)


def test_a_link_is_kept_as_its_hash_and_lives_for_two_weeks():
    minute = a_minute()
    (mia,) = send(minute)
    link = ApprovalLink.objects.get()
    assert link.token_hash == digest(mia.token)
    assert len(mia.token) >= 43
    assert open_link(mia.token, at=NOW + 14 * DAY - timedelta(seconds=1)) == link
    assert refusal(mia, NOW + 14 * DAY) == "link-expired"


def test_how_long_links_live_is_a_setting(settings):
    settings.APPROVAL_DAYS = 3
    (mia,) = send(a_minute())
    assert refusal(mia, NOW + 3 * DAY) == "link-expired"


@pytest.mark.parametrize("spoil", [lambda token: token[:-1], lambda token: "", lambda token: token + "x", str.lower])
def test_a_truncated_or_guessed_link_is_unknown(spoil):
    (mia,) = send(a_minute())
    with pytest.raises(LinkRefused) as refused:
        yes(type(mia)(mia.link, spoil(mia.token), ""))
    assert refused.value.code == "link-unknown"


def test_a_link_decides_once():
    minute = a_minute(MIA, OLLI)
    mia, _ = send(minute)
    yes(mia)
    for again in (yes, no):
        with pytest.raises(LinkRefused) as refused:
            again(mia)
        assert refused.value.code == "link-used"
    assert (Approval.objects.count(), Objection.objects.count()) == (1, 0)


def test_on_an_objection_the_version_is_refused_and_all_hear_who_and_why():
    minute = a_minute(MIA, OLLI, ours=True)
    mia, olli, lead = send(minute)
    yes(mia)
    no(olli, "The price was 800.")
    assert state_of(version(minute, 1)) == "refused"
    told = Letter.objects.filter(about=f"version:{mia.link.version_id}")
    assert {one.to for one in told} == {"mia@alder.example", "olli@alder.example"}
    assert all("Olli Ranta" in one.text and "The price was 800." in one.text for one in told)
    assert refusal(lead) == "link-refused"
    assert refusal(mia) == "link-used"


def test_an_objection_needs_words():
    (mia,) = send(a_minute())
    with pytest.raises(NotPossible, match="no-words"):
        no(mia, " \n")
    assert open_link(mia.token, at=LATER)


def test_after_an_objection_a_new_text_is_sent_by_new_links():
    minute = a_minute()
    (old,) = send(minute)
    no(old)
    rewrite(minute, "The price is 800 euros.", by=ada(), at=LATER)
    assert refusal(old) == "link-used"
    (fresh,) = send(minute, at=LATER)
    assert refusal(old) == "link-superseded"
    yes(fresh)
    assert state_of(version(minute, 2)) == "agreed"
    assert version(minute, 1).text == TEXT


def test_a_reminder_makes_a_new_link_and_the_old_one_dies():
    minute = a_minute()
    (old,) = send(minute)
    new = approvals_sending.remind(person(minute, "Mia"), link_to=link_to, by=ada(), at=LATER)
    assert refusal(old) == "link-withdrawn"
    yes(new)
    with pytest.raises(NotPossible, match="not-waiting"):
        approvals_sending.remind(person(minute, "Mia"), link_to=link_to, by=ada(), at=LATER)


def test_whoever_has_answered_is_not_reminded():
    minute = a_minute(MIA, OLLI)
    mia, _ = send(minute)
    yes(mia)
    with pytest.raises(NotPossible, match="answered-already"):
        approvals_sending.remind(person(minute, "Mia"), link_to=link_to, by=ada(), at=LATER)


def test_a_withdrawn_version_asks_nobody_any_more():
    minute = a_minute(MIA, OLLI)
    mia, olli = send(minute)
    yes(mia)
    approvals_sending.withdraw(minute, by=ada(), at=LATER)
    assert refusal(olli) == "link-withdrawn"
    with pytest.raises(NotPossible, match="not-waiting"):
        approvals_sending.withdraw(minute, by=ada(), at=LATER)


def test_somebody_taken_out_half_way_decides_no_more_and_the_rest_do():
    minute = a_minute(MIA, OLLI, ours=True)
    mia, olli, lead = send(minute)
    yes(mia)
    approvals_sending.remove_stakeholder(person(minute, "Olli"), by=ada(), at=LATER)
    assert refusal(olli) == "link-withdrawn"
    assert state_of(version(minute, 1)) == "waiting"
    yes(lead)
    assert state_of(version(minute, 1)) == "agreed"
    assert Entry.objects.filter(kind="minute.stakeholder-removed").exists()


def test_if_all_others_had_approved_it_takes_effect_when_somebody_is_taken_out():
    minute = a_minute(MIA, OLLI)
    mia, _ = send(minute)
    yes(mia)
    approvals_sending.remove_stakeholder(person(minute, "Olli"), by=ada(), at=LATER)
    assert state_of(version(minute, 1)) == "agreed"


def test_our_own_word_alone_is_no_agreement():
    minute = a_minute(MIA, ours=True)
    _, lead = send(minute)
    yes(lead)
    with pytest.raises(NotPossible, match="last-there"):
        approvals_sending.remove_stakeholder(person(minute, "Mia"), by=ada(), at=LATER)
    other = a_minute()
    approvals_sending.remove_stakeholder(person(other, "Mia"), by=ada(), at=LATER)
    with pytest.raises(NotPossible, match="nobody-there"):
        send(other)


def test_sending_twice_is_refused():
    minute = a_minute()
    send(minute)
    with pytest.raises(NotPossible, match="version-sent"):
        send(minute)
    with pytest.raises(NotPossible, match="nothing-to-send"):
        send(an_agreed_minute())


def test_a_member_who_is_named_decides_signed_in():
    minute = a_minute(MIA, ours=True)
    mia, lead = send(minute)
    assert approvals.approve_as_member(minute, by=bo(), at=LATER).how == "member"
    assert refusal(lead) == "link-used"
    for somebody in (ada(), cy()):
        with pytest.raises(NotPossible, match="not-asked"):
            approvals.approve_as_member(minute, by=somebody, at=LATER)
    yes(mia)
    with pytest.raises(NotPossible, match="not-asked"):
        approvals.object_as_member(minute, "Too late", by=bo(), at=LATER)


def test_a_member_decides_even_when_their_link_has_expired():
    minute = a_minute(MIA, ours=True)
    send(minute)
    assert approvals.approve_as_member(minute, by=bo(), at=NOW + 30 * DAY)


def test_a_question_uses_nothing_up_and_its_answer_goes_to_all():
    minute = a_minute(MIA, OLLI)
    mia, olli = send(minute)
    asked = approvals.ask_by_link(mia.token, "Is value added tax in it?", at=LATER)
    assert [one.line.questions for one in minutes_waiting(ada())] == [1]
    approvals.answer(asked, "No, it comes on top.", by=ada(), at=LATER)
    told = Letter.objects.filter(about=f"version:{mia.link.version_id}")
    assert {one.to for one in told} == {"mia@alder.example", "olli@alder.example"}
    assert all("it comes on top" in one.text for one in told)
    with pytest.raises(NotPossible, match="question-answered"):
        approvals.answer(asked, "Again.", by=ada(), at=LATER)
    assert yes(mia)
    assert open_link(olli.token, at=LATER)


def test_nobody_asks_without_end():
    (mia,) = send(a_minute())
    for number in range(approvals.MOST_QUESTIONS):
        approvals.ask_by_link(mia.token, f"Question {number}", at=LATER)
    with pytest.raises(NotPossible, match="too-many-questions"):
        approvals.ask_by_link(mia.token, "One more", at=LATER)
    assert Question.objects.count() == approvals.MOST_QUESTIONS


def test_no_answer_lies_before_its_question_when_a_clock_jumps_back():
    minute = a_minute()
    (mia,) = send(minute)
    assert yes(mia, at=NOW - DAY).at == NOW
    assert version(minute, 1).agreed_at == NOW


def test_without_a_mail_server_the_maker_hands_the_link_over_and_the_record_says_so():
    minute = a_minute()
    (mia,) = send(minute)
    letter = Letter.objects.get(about=f"approval-link:{mia.link.pk}")
    assert link_to(mia.token) in letters.hand_over(letter, by=ada().actor, at=LATER)
    letter.refresh_from_db()
    assert letter.text == ""
    assert yes(mia).how == "hand"


def test_with_a_mail_server_the_mailbox_confirms(with_mail):
    (mia,) = send(a_minute())
    assert yes(mia).how == "mailbox"


def test_everyone_is_written_to_in_their_own_language(with_mail):
    mia, olli = send(a_minute(MIA, OLLI))
    texts = {one.to: one.text for one in Letter.objects.all()}
    assert link_to(mia.token) in texts["mia@alder.example"]
    assert link_to(olli.token) in texts["olli@alder.example"]
    assert "never taken for consent" in texts["mia@alder.example"]
    assert all(one.is_secret for one in Letter.objects.all())


def test_the_letter_with_a_dead_link_is_not_sent_any_more(with_mail):
    minute = a_minute()
    (mia,) = send(minute)
    approvals_sending.withdraw(minute, by=ada(), at=LATER)
    assert Letter.objects.get(about=f"approval-link:{mia.link.pk}").state == Letter.State.WITHDRAWN


def test_after_an_objection_no_link_goes_out_any_more(with_mail):
    mia, olli = send(a_minute(MIA, OLLI))
    no(olli)
    assert Letter.objects.get(about=f"approval-link:{mia.link.pk}").state == Letter.State.WITHDRAWN


def test_guessing_is_slowed_down_by_address():
    for second in range(20):
        check_guessing("198.51.100.7", at=NOW + timedelta(seconds=second))
        note_wrong_link("198.51.100.7", at=NOW + timedelta(seconds=second))
    with pytest.raises(TooManyTries):
        check_guessing("198.51.100.7", at=NOW + timedelta(seconds=21))
    check_guessing("198.51.100.8", at=NOW + timedelta(seconds=21))
    check_guessing("198.51.100.7", at=NOW + timedelta(seconds=60))


def test_what_waits_is_shown_to_whoever_is_asked_and_whoever_asked():
    minute = a_minute(MIA, ours=True)
    send(minute)
    (mine,), (hers,) = minutes_waiting(bo()), minutes_waiting(ada())
    assert (mine.is_asked, hers.is_asked) == (True, False)
    assert (hers.line.newest.approved, len(hers.line.newest.answers)) == (0, 2)
    assert minutes_waiting(cy()) == []
    approvals.approve_as_member(minute, by=bo(), at=LATER)
    assert [one.is_asked for one in minutes_waiting(bo())] == [False]


def test_versions_that_were_sent_never_change():
    minute = an_agreed_minute()
    assert list(Version.objects.filter(minute=minute).values_list("text", flat=True)) == [TEXT]
