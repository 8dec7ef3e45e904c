"""The draft check beside a reply: live and as plain forms, what stands, what goes out anyway, and a pause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import builders
import promises
import pytest
from builders import ada, bo, cy
from django.test import Client
from threads import NOW

from evenhand.doors import clock
from evenhand.knowledge.drafting import check as checking
from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.models import Draft as Kept
from evenhand.record.replies.models import Pause, SentAnyway, Standing

pytestmark = pytest.mark.django_db
GUARANTEE = "We guarantee that this will never happen again."
SLUG = "absolute-guarantee"
HOT = "You are idiots and you never read what we send."
LIVE = {"HTTP_HX_REQUEST": "true"}


class Basically(Rule):
    """Finds one word, and can take it out: no rule of the catalogue is bound to keep a replacement."""

    code, slug, severity = "C101", "vague", Severity.SUGGESTION
    messages = {"": "“{match}” says nothing."}

    def check(self, draft: Draft) -> Iterator[Finding]:
        """The word."""
        at = draft.text.find("basically ")
        if at >= 0:
            yield self.finding(at, at + len("basically "), replacement="")


@pytest.fixture
def only_basically(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "catalogue", lambda: (Basically(),))
    monkeypatch.setattr("evenhand.doors.web.drafting.panel.message", lambda *_: "“basically” says nothing.")


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def desk() -> Conversation:
    """A conversation in which Kari asks nothing, so that a reply owes no answer."""
    return promises.desk("The parcel has come.")


def browser() -> Client:
    return builders.signed_in(ada())


def page(row: Conversation, client: Client | None = None) -> str:
    return (client or browser()).get(f"/conversations/{row.pk}").content.decode()


def live(row: Conversation, text: str, act: str = "check", **form: str) -> str:
    answer = browser().post(f"/conversations/{row.pk}/draft/{act}", {"text": text, **form}, **LIVE)
    assert answer.status_code == 200
    return answer.content.decode()


def named(html: str, slug: str) -> str:
    """How the form names the finding of a rule."""
    return html.split('name="stand" value="')[1].split('"')[0] if f'value="{slug}:' in html else ""


def test_live_findings_say_why_and_what_instead_and_write_nothing():
    row = desk()
    html = live(row, f"😀 {GUARANTEE}")
    assert 'data-start="2" data-end="48"' in html
    assert "promises without a limit" in html
    assert "So that it does not come back" in html
    assert f"/rules/{SLUG}?lang=en" in html
    assert f'name="errors" value="{SLUG}"' in html
    assert 'data-status="Found: 1 error."' in html
    assert not Kept.objects.exists()


def test_all_is_well_is_said_calmly_and_an_empty_draft_is_no_finding():
    row = desk()
    assert 'data-status="Nothing to mend. This can go."' in live(row, "Thank you, Kari.")
    assert 'data-status="What is worth a second look' in live(row, " \n")


def test_a_very_long_draft_says_how_much_is_checked():
    row = desk()
    assert "first 50,000 characters" in live(row, "Thank you. " * 5_000)
    assert "first 50,000 characters" not in live(row, "Thank you. " * 4_000)


def test_of_very_many_findings_the_first_are_shown():
    html = live(desk(), f"{GUARANTEE} " * 45)
    assert html.count("data-start=") == 40
    assert "5 more are not shown yet" in html


def test_words_that_the_sentence_cuts_off_are_not_said_twice():
    html = live(desk(), f"Hello Kari, {'x' * 300} is here.")
    assert "is a gap that nobody has filled in" in html
    assert 'class="finding-words"' not in html


def test_errors_come_first():
    html = live(desk(), f"We will send you the corrected invoice. {GUARANTEE}")
    assert html.index("is-error") < html.index("is-warning")


def test_without_a_script_the_page_comes_back_with_the_findings():
    row = desk()
    client = browser()
    answer = client.post(f"/conversations/{row.pk}/draft/check", {"text": f"Hello,\r\n{GUARANTEE}"})
    assert answer.headers["Location"] == f"/conversations/{row.pk}#draft-check"
    assert Kept.objects.get().text == f"Hello,\n{GUARANTEE}"
    html = page(row, client)
    assert "promises without a limit" in html
    assert f">\nHello,\n{GUARANTEE}</textarea>" in html


def test_a_ready_phrase_goes_to_the_end_without_a_script():
    row = desk()
    browser().post(f"/conversations/{row.pk}/draft/check", {"text": "Dear Kari,\n", "insert": "By Friday."})
    assert Kept.objects.get().text == "Dear Kari,\n\nBy Friday."


@pytest.mark.usefixtures("only_basically")
def test_a_replacement_is_put_in_place_without_a_script():
    row = desk()
    text = "😀 It is basically done."
    html = live(row, text)
    assert 'data-replaces=""' in html
    assert "Take it out" in html
    browser().post(f"/conversations/{row.pk}/draft/check", {"text": text, "replace": "vague:8:18"})
    assert Kept.objects.get().text == "😀 It is done."


@pytest.mark.usefixtures("only_basically")
def test_a_replacement_of_what_has_changed_is_refused():
    row = desk()
    client = browser()
    client.post(f"/conversations/{row.pk}/draft/check", {"text": "Now it is basically done.", "replace": "vague:8:18"})
    assert Kept.objects.get().text == "Now it is basically done."
    assert "The text has changed in the meantime" in page(row, client)


def test_a_finding_stands_for_a_reason_and_comes_back():
    row = desk()
    name = named(live(row, GUARANTEE), SLUG)
    html = live(row, GUARANTEE, "stand", stand=name, **{f"why:{name}": "It is in the contract."})
    assert "What you let stand" in html
    assert "It is in the contract." in html
    assert 'data-status="Nothing to mend.' in html
    back = browser().post(f"/standing/{Standing.objects.get().pk}/back", {"text": GUARANTEE}, **LIVE)
    assert 'data-status="Found: 1 error."' in back.content.decode()


def test_a_reason_is_asked_for_where_it_is_missing():
    row = desk()
    name = named(live(row, GUARANTEE), SLUG)
    html = live(row, GUARANTEE, "stand", stand=name, **{f"why:{name}": "  "})
    assert "Say in a few words why" in html
    assert 'aria-invalid="true" data-focus' in html
    assert not Standing.objects.exists()


def test_what_is_no_longer_in_the_text_cannot_be_let_stand():
    row = desk()
    name = named(live(row, GUARANTEE), SLUG)
    html = live(row, f"Well. {GUARANTEE}", "stand", stand=name, **{f"why:{name}": "So."})
    assert "The text has changed in the meantime" in html
    assert not Standing.objects.exists()


def test_what_stands_for_nothing_any_more_is_a_finding():
    row = desk()
    name = named(live(row, GUARANTEE), SLUG)
    live(row, GUARANTEE, "stand", stand=name, **{f"why:{name}": "So."})
    html = live(row, "Thank you, Kari.")
    assert "Nothing like it stands in the text any more" in html
    assert 'data-status="Found: 1 suggestion."' in html


def test_an_error_goes_out_only_with_a_reason_and_the_thread_says_so():
    row = desk()
    client = browser()
    form = {"text": GUARANTEE, "act": "sent", "errors": SLUG}
    answer = client.post(f"/conversations/{row.pk}/reply", form)
    assert answer.headers["Location"].endswith("#draft-check")
    assert not Message.objects.filter(direction="outbound").exists()
    assert Kept.objects.get().text == GUARANTEE
    assert "An error is left." in page(row, client)
    client.post(f"/conversations/{row.pk}/reply", {**form, "reason": "The contract <b>says</b> so."})
    assert SentAnyway.objects.get().slugs == [SLUG]
    html = page(row, client)
    assert "Ada Virtanen sent it with errors left (A guarantee without a limit)" in html
    assert "Reason: The contract &lt;b&gt;says&lt;/b&gt; so." in html


def test_a_stale_page_cannot_slip_past():
    row = desk()
    client = browser()
    form = {"text": GUARANTEE, "act": "sent", "errors": "", "reason": "For another error."}
    client.post(f"/conversations/{row.pk}/reply", form)
    assert not Message.objects.filter(direction="outbound").exists()
    assert "had not shown yet" in page(row, client)


def test_warnings_go_out_without_a_question():
    row = desk()
    browser().post(f"/conversations/{row.pk}/reply", {"text": "We will send you the invoice.", "act": "sent"})
    assert Message.objects.get(direction="outbound").text == "We will send you the invoice."


def test_a_hot_draft_is_offered_a_pause_and_today_brings_it_back(monkeypatch: pytest.MonkeyPatch):
    row = desk()
    assert "This is written in heat." in live(row, HOT)
    assert "This is written in heat." not in live(row, "Thank you, Kari.")
    html = live(row, HOT, "pause", until="20-minutes")
    assert "The draft is kept" in html
    assert Kept.objects.get().text == HOT
    assert "Read it once more" not in browser().get("/").content.decode()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=20))
    today = browser().get("/").content.decode()
    assert "Read it once more" in today
    assert f"/conversations/{row.pk}#reply" in today
    assert "Read it once more" not in builders.signed_in(bo()).get("/").content.decode()
    assert "The pause is over." in page(row)
    live(row, HOT, "pause", until="over")
    assert "Read it once more" not in browser().get("/").content.decode()


def test_tomorrow_morning_is_when_the_firm_opens():
    row = desk()
    live(row, HOT, "pause", until="next-morning")
    until = Pause.objects.get().until
    assert (until.date() - NOW.date()).days == 1
    assert until > NOW + timedelta(hours=12)


def test_a_pause_of_another_length_is_refused():
    row = desk()
    assert "Choose until when." in live(row, HOT, "pause", until="forever")
    assert not Pause.objects.exists()


def test_nobody_sees_what_another_lets_stand_or_checks_in_a_strangers_conversation():
    row = desk()
    name = named(live(row, GUARANTEE), SLUG)
    live(row, GUARANTEE, "stand", stand=name, **{f"why:{name}": "My own reason."})
    assert "My own reason." not in page(row, builders.signed_in(bo()))
    for act in ("check", "stand", "pause"):
        answer = builders.signed_in(cy()).post(f"/conversations/{row.pk}/draft/{act}", {"text": GUARANTEE}, **LIVE)
        assert answer.status_code == 404
    for other in (bo(), cy()):
        assert builders.signed_in(other).post(f"/standing/{Standing.objects.get().pk}/back").status_code == 404
    assert Standing.objects.get().ended_at is None


@pytest.mark.parametrize(
    ("language", "says"),
    [("fi", "Löytyi: 1 virhe."), ("zh-hant", "檢查結果：1 個錯誤。"), ("zh-hans", "检查结果：1 个错误。")],
)
def test_findings_speak_the_pages_language_and_phrases_the_drafts(language: str, says: str):
    member = builders.somebody("Una Doe", ["agent"], team_name="Nordic desk", language=language)
    row = desk()
    client = builders.signed_in(member)
    html = client.post(f"/conversations/{row.pk}/draft/check", {"text": GUARANTEE}, **LIVE).content.decode()
    assert says in html
    assert "So that it does not come back" in html
    assert "promises without a limit" not in html
