"""What may stand in a draft, for which reason, and what becomes of it."""

from __future__ import annotations

import promises
import pytest
from builders import ada, bo, cy
from ledger_kinds import entry, kinds_of, refused
from threads import NOW

from evenhand.record.agreements import replying
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.errors import NotFound
from evenhand.record.replies.access import standing_for
from evenhand.record.replies.actions.standing import let_stand, take_back
from evenhand.record.replies.models import Standing

pytestmark = pytest.mark.django_db
GUARANTEE = "We guarantee that this will never happen again."
SLUG = "absolute-guarantee"


def guaranteed(row: Conversation) -> str:
    """The words that the check finds in GUARANTEE."""
    (finding,) = [each for each in replying.check(row, GUARANTEE, ada(), now=NOW).findings if each.slug == SLUG]
    return GUARANTEE[finding.start : finding.end]


def stand(row: Conversation, reason: str = "It is in the contract.") -> Standing:
    return let_stand(row, SLUG, guaranteed(row), reason, by=ada(), at=NOW)


def slugs(row: Conversation, text: str = GUARANTEE) -> list[str]:
    return [finding.slug for finding in replying.check(row, text, ada(), now=NOW).findings]


def test_what_may_stand_is_no_longer_among_the_findings_of_this_writer_alone():
    row = promises.desk()
    assert SLUG in slugs(row)
    standing = stand(row)
    assert SLUG not in slugs(row)
    assert SLUG in [each.slug for each in replying.check(row, GUARANTEE, bo(), now=NOW).findings]
    assert [kept.pk for kept, _ in replying.check(row, GUARANTEE, ada(), now=NOW).stands] == [standing.pk]


def test_the_ledger_has_the_rule_and_no_words():
    row = promises.desk()
    standing = stand(row, "Kari asked for it.")
    said = entry(standing, "finding.let-stand")
    assert SLUG in said
    assert "Kari" not in said
    assert "guarantee that" not in said


@pytest.mark.parametrize(
    ("slug", "reason", "code"),
    [(SLUG, "  ", "no-reason"), ("no-such", "Why not.", "no-rule"), ("unused-ignore", "Why not.", "no-rule")],
)
def test_refused(slug: str, reason: str, code: str):
    row = promises.desk()
    assert refused(lambda: let_stand(row, slug, "words", reason, by=ada(), at=NOW)) == code


def test_said_twice_it_stands_once():
    row = promises.desk()
    first, words = stand(row), Standing.objects.get().words
    assert let_stand(row, SLUG, words, "Again.", by=ada(), at=NOW) == first
    assert Standing.objects.count() == 1


def test_taken_back_it_is_found_again():
    row = promises.desk()
    standing = stand(row)
    take_back(standing_for(ada(), standing.pk), by=ada(), at=NOW)
    assert SLUG in slugs(row)
    take_back(standing, by=ada(), at=NOW)
    assert kinds_of(standing) == ["finding.let-stand", "finding.shown-again"]


def test_only_the_writer_takes_it_back():
    standing = stand(promises.desk())
    for other in (bo(), cy()):
        with pytest.raises(NotFound):
            standing_for(other, standing.pk)


def test_what_matches_nothing_any_more_is_named():
    row = promises.desk()
    standing = stand(row)
    assert replying.check(row, GUARANTEE, ada(), now=NOW).unused == []
    assert [one.pk for one in replying.check(row, "Thank you, Kari.", ada(), now=NOW).unused] == [standing.pk]
    assert list(replying.check(row, "", ada(), now=NOW).unused) == []


def test_sent_it_goes_with_the_message_and_what_was_not_used_ends():
    row = promises.desk()
    used = stand(row)
    other = let_stand(row, "promise-without-date", "we will call", "They know.", by=ada(), at=NOW)
    message = replying.send(row, GUARANTEE, reason="", by=ada(), at=NOW)
    assert (Standing.objects.get(pk=used.pk).message, Standing.objects.get(pk=used.pk).ended_at) == (message, None)
    assert (Standing.objects.get(pk=other.pk).message, Standing.objects.get(pk=other.pk).ended_at) == (None, NOW)


def test_a_colleagues_draft_is_left_alone():
    row = promises.desk()
    hers = stand(row)
    replying.send(row, "Thank you, Kari.", by=bo(), at=NOW)
    assert Standing.objects.get(pk=hers.pk).ended_at is None


def test_lines_as_browsers_send_them_are_one_character():
    row = promises.desk()
    checked = replying.check(row, f"Hello Kari,\r\n\r\n{GUARANTEE}", ada(), now=NOW)
    (finding,) = [each for each in checked.findings if each.slug == SLUG]
    assert checked.text[finding.start : finding.end] == guaranteed(row)
