"""The original view, the raw mail and attachments: seen or kept, never run."""

from __future__ import annotations

import builders
import pytest
import threads
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.record.conversations.models import Attachment, Message

pytestmark = pytest.mark.django_db

MAIL = (
    b"From: Kari <kari.holm@alder.example>\r\nTo: desk@harbourline.example\r\nSubject: File\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee file.\r\n'
    b'--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename="page.html"\r\n\r\n'
    b"<script>alert(1)</script>\r\n--b--\r\n"
)


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def message_with(text: str = "See file.", *, html: str = "<p>See file.</p>", attack: str = "") -> Message:
    row = threads.thread("Hello.", ended=NOW - 9 * HOUR, team=builders.team("Nordic desk"))
    return threads.from_mail(threads.inbound(row, text, at=NOW - HOUR, attack=attack), MAIL, html=html)


def attached(message: Message, **values: object) -> Attachment:
    given = {"index": 0, "filename": "page.html", "declared_type": "text/html", "real_type": "text/html", "size": 25}
    return Attachment.objects.create(message=message, **(given | values))


def test_the_page_of_a_mail_runs_nothing_loads_nothing_and_posts_nowhere() -> None:
    answer = builders.signed_in(builders.ada()).get(f"/messages/{message_with().pk}/body")
    assert answer.status_code == 200
    assert b"<p>See file.</p>" in answer.content
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "form-action 'none'" in policy
    assert policy.endswith("sandbox")


def test_the_frame_is_a_sandbox_without_scripts() -> None:
    message = message_with()
    page = builders.signed_in(builders.ada()).get(f"/conversations/{message.conversation_id}").content.decode()
    frame = page.split("<iframe")[1].split(">")[0]
    assert f'src="/messages/{message.pk}/body"' in frame
    assert " sandbox " in frame
    assert "allow-scripts" not in page


def test_a_page_with_hidden_words_waits_until_they_are_opened() -> None:
    message = message_with("You fools", html="<p>You fools</p>", attack="You fools")
    client = builders.signed_in(builders.ada())
    address = f"/messages/{message.pk}/body"
    assert client.get(address).status_code == 404
    assert "<iframe" not in client.get(f"/conversations/{message.conversation_id}").content.decode()
    client.post(f"/messages/{message.pk}/reveal", {"step": "1"})
    assert client.get(address).status_code == 404
    client.post(f"/messages/{message.pk}/reveal", {"step": "2"})
    assert client.get(address).status_code == 200
    assert builders.signed_in(builders.bo()).get(address).status_code == 404


def test_a_page_that_quotes_hidden_words_of_an_earlier_message_waits_too() -> None:
    first = message_with("You fools", attack="You fools")
    reply = threads.outbound(first.conversation, "Sorry.\n\n> You fools", by=builders.bo(), at=NOW)
    threads.from_mail(reply, MAIL, html="<p>Sorry.</p><blockquote>You fools</blockquote>")
    assert builders.signed_in(builders.ada()).get(f"/messages/{reply.pk}/body").status_code == 404


def test_a_message_without_a_page_has_none() -> None:
    assert builders.signed_in(builders.ada()).get(f"/messages/{message_with(html='').pk}/body").status_code == 404


def test_the_original_is_kept_byte_for_byte_as_a_text_file() -> None:
    answer = builders.signed_in(builders.ada()).get(f"/messages/{message_with().pk}/raw")
    assert answer.content == MAIL
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_original_of_hidden_words_is_kept_only_after_they_were_opened() -> None:
    message = message_with("You fools", attack="You fools")
    client = builders.signed_in(builders.ada())
    refused = client.get(f"/messages/{message.pk}/raw", follow=True)
    assert "The original holds hidden words." in refused.content.decode()
    for step in ("1", "2"):
        client.post(f"/messages/{message.pk}/reveal", {"step": step})
    assert client.get(f"/messages/{message.pk}/raw").content == MAIL


def test_an_attachment_is_a_file_to_keep_never_a_page() -> None:
    row = attached(message_with())
    answer = builders.signed_in(builders.ada()).get(f"/attachments/{row.pk}")
    assert answer.content.strip() == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="page.html"')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_name_cannot_break_out_of_its_header() -> None:
    row = attached(message_with(), filename='報價"; x=\r\nSet-Cookie: a=b.pdf')
    answer = builders.signed_in(builders.ada()).get(f"/attachments/{row.pk}")
    said = answer.headers["Content-Disposition"]
    assert "\r" not in said
    assert "\n" not in said
    assert said.count('"') == 2
    assert "filename*=UTF-8''%E5%A0%B1%E5%83%B9" in said
    assert "Set-Cookie" not in answer.headers


def test_a_file_that_is_not_what_it_says_is_marked() -> None:
    message = message_with()
    attached(message, filename="invoice.pdf", declared_type="application/pdf", real_type="application/x-msdownload")
    attached(
        message,
        index=1,
        filename="list.xlsx",
        declared_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        real_type="application/zip",
    )
    page = builders.signed_in(builders.ada()).get(f"/conversations/{message.conversation_id}").content.decode()
    assert "says application/pdf, is application/x-msdownload" in page
    assert "says application/vnd" not in page


def test_an_attachment_that_its_mail_does_not_hold_is_not_found() -> None:
    row = attached(message_with(), index=7)
    assert builders.signed_in(builders.ada()).get(f"/attachments/{row.pk}").status_code == 404


def test_another_team_finds_none_of_it() -> None:
    message = message_with()
    row = attached(message)
    client = builders.signed_in(builders.cy())
    for address in (f"/messages/{message.pk}/body", f"/messages/{message.pk}/raw", f"/attachments/{row.pk}"):
        assert client.get(address).status_code == 404
