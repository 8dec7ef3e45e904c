from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.doors.connectors.incoming import Address, IncomingMessage, NotMail
from evenhand.doors.connectors.mail.parse import attachment_content, parse

HEAD = (
    b"From: Ann Firth <ann@kunde.example>\r\nTo: desk@firm.example\r\nSubject: Late\r\n"
    b"Date: Mon, 2 Mar 2026 10:00:00 +0200\r\nMessage-ID: <1@kunde.example>\r\nMIME-Version: 1.0\r\n"
)


def mixed(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return b"Content-Type: multipart/" + kind + b"; boundary=b\r\n\r\n" + body + b"--b--\r\n"


def part(kind: bytes, body: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join([b"Content-Type: " + kind, *headers, b"", body])


def test_a_plain_mail_is_read_whole():
    message = parse(
        HEAD + b"In-Reply-To: <0@firm.example>\r\nReferences: <a@x>\r\n <0@firm.example>\r\n\r\nHi\r\nAnn\r\n"
    )
    assert message.message_id == "1@kunde.example"
    assert message.in_reply_to == "0@firm.example"
    assert message.references == ("a@x", "0@firm.example")
    assert message.subject == "Late"
    assert message.sender == Address("Ann Firth", "ann@kunde.example")
    assert message.to == (Address("", "desk@firm.example"),)
    assert message.sent_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert message.text == "Hi\nAnn"
    assert (message.html, message.attachments, message.problems, message.level) == ("", (), (), "full")


def test_a_message_survives_json():
    message = parse(HEAD + mixed(part(b"text/html", b"<p>hi"), part(b"image/png; name=a.png", b"\x89PNG")))
    assert IncomingMessage.from_json(message.as_json()) == message


def test_of_alternatives_the_plain_text_is_the_text_and_the_page_is_kept():
    message = parse(
        HEAD + mixed(part(b"text/plain", b"plain"), part(b"text/html", b"<p>page</p>"), kind=b"alternative")
    )
    assert message.text == "plain"
    assert message.html == "<p>page</p>"


def test_an_empty_plain_alternative_gives_way_to_the_page():
    message = parse(HEAD + mixed(part(b"text/plain", b" "), part(b"text/html", b"<p>page</p>"), kind=b"alternative"))
    assert message.text == "page"


def test_a_mail_of_html_alone_has_text_with_quotes_marked():
    page = b"<div>New<br>lines</div><blockquote type=cite>old</blockquote>"
    assert parse(HEAD + part(b"text/html", page)).text == "New\nlines\n\n> old"


def test_texts_in_several_parts_are_joined_in_order():
    message = parse(
        HEAD + mixed(part(b"text/plain", b"one"), part(b"image/gif", b"GIF89a"), part(b"text/plain", b"two"))
    )
    assert message.text == "one\n\ntwo"
    assert [one.real_type for one in message.attachments] == ["image/gif"]


def test_an_attachment_is_listed_with_its_real_type_and_digest():
    data = b"%PDF-1.7 " + bytes(range(256)) * 40
    coded = base64.encodebytes(data).replace(b"\n", b"\r\n")
    file = part(
        b"image/png", coded, b"Content-Transfer-Encoding: base64", b'Content-Disposition: attachment; filename="a.png"'
    )
    mail = HEAD + mixed(part(b"text/plain", b"see file"), file)
    (found,) = parse(mail).attachments
    assert (found.index, found.filename, found.declared_type, found.real_type) == (
        0,
        "a.png",
        "image/png",
        "application/pdf",
    )
    assert (found.size, found.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert attachment_content(mail, 0) == (found, data)
    with pytest.raises(IndexError):
        attachment_content(mail, 1)


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\\\temp\\\\bill.pdf", "bill.pdf"), ("a\u202egpj.exe", "agpj.exe"),
        ("a:b?.pdf", "a_b_.pdf"), ("...", "part-1"), ("清單.pdf", "清單.pdf"), ("x" * 400 + ".pdf", "x" * 196 + ".pdf"),
    ],
)  # fmt: skip
def test_file_names_are_made_safe(given_name, safe):
    header = f'Content-Disposition: attachment; filename="{given_name}"'.encode()
    (found,) = parse(HEAD + mixed(part(b"application/pdf", b"x", header))).attachments
    assert found.filename == safe


def test_a_picture_inside_a_page_is_inline_and_keeps_its_content_id():
    picture = part(b"image/png", b"\x89PNG\r\n\x1a\n", b"Content-ID: <logo@kunde.example>")
    message = parse(HEAD + mixed(part(b"text/html", b'<img src="cid:logo@kunde.example">'), picture, kind=b"related"))
    assert 'src="cid:logo@kunde.example"' in message.html
    assert message.attachments[0].inline
    assert message.attachments[0].content_id == "logo@kunde.example"


def test_a_mail_inside_a_mail_is_an_attachment_called_by_its_subject():
    inner = part(b"message/rfc822", b"From: x@y.example\r\nSubject: Old/story\r\n\r\ninner text")
    message = parse(HEAD + mixed(part(b"text/plain", b"see below"), inner))
    assert message.text == "see below"
    assert message.attachments[0].filename == "Old_story.eml"


def test_a_mail_that_only_wraps_another_shows_that_ones_text_and_says_so():
    message = parse(HEAD + part(b"message/rfc822", b"Subject: inner\r\n\r\ninner text"))
    assert message.text == "inner text"
    assert "wrapped" in message.problems


def test_winmail_and_calendar_parts_are_attachments():
    message = parse(
        HEAD + mixed(part(b"application/ms-tnef", b"x\x9f>\x22"), part(b"text/calendar", b"BEGIN:VCALENDAR"))
    )
    assert [one.declared_type for one in message.attachments] == ["application/ms-tnef", "text/calendar"]


def test_flowed_lines_are_joined_and_quotes_stay():
    body = b"one \r\ntwo\r\n> quoted \r\n> more\r\n-- \r\nAnn"
    assert parse(HEAD + part(b"text/plain; format=flowed", body)).text == "one two\n> quoted more\n-- \nAnn"


def test_flowed_chinese_lines_are_joined_without_a_blank():
    body = "你們答應 \r\n星期五".encode()
    assert parse(HEAD + part(b"text/plain; charset=utf-8; format=flowed; delsp=yes", body)).text == "你們答應星期五"


def test_a_from_line_that_a_mailbox_escaped_is_restored_but_quotes_are_not_touched():
    assert parse(HEAD + b"\r\n>From here on\r\nwe wait").text == "From here on\nwe wait"
    assert parse(HEAD + b"\r\n>From here on\r\n>we wait").text == ">From here on\n>we wait"


def test_control_characters_and_encoded_line_ends_never_come_out():
    mail = HEAD.replace(b"Late", b"=?utf-8?q?a=0d=0aBcc:_evil@x=00?=") + b"\r\nhe\x00llo\x1b[31m\x07\tyou\xc2\x85"
    message = parse(mail)
    assert message.subject == "a Bcc: evil@x"
    assert message.text == "hello[31m\tyou"


def test_lone_surrogates_are_replaced():
    message = parse(HEAD + part(b"text/plain; charset=utf-7", b"a +2AA- b"))
    assert message.text.encode("utf-8").decode() == message.text


def test_a_multipart_without_boundary_lines_loses_no_text():
    assert parse(HEAD + b"Content-Type: multipart/mixed; boundary=zz\r\n\r\nstill here").text == "still here"
    assert parse(HEAD + b"Content-Type: multipart/mixed\r\n\r\nstill here").text == "still here"


def test_a_boundary_that_the_header_lost_is_found_in_the_body():
    mail = HEAD + mixed(part(b"text/plain", b"one"), part(b"text/plain", b"two")).replace(b"; boundary=b", b"")
    assert parse(mail).text == "one\n\ntwo"


def test_a_named_text_is_an_attachment_and_also_the_text_when_there_is_no_other():
    named = part(b"text/plain; name=note.txt", b"note")
    assert parse(HEAD + mixed(named)).text == "note"
    both = parse(HEAD + mixed(part(b"text/plain", b"body"), named))
    assert both.text == "body"
    assert [one.filename for one in both.attachments] == ["note.txt"]


def test_an_unknown_charset_is_guessed_and_named():
    message = parse(HEAD + part(b"text/plain; charset=DEFAULT_CHARSET", "päätös".encode("cp1252")))
    assert message.text == "päätös"
    assert "unknown-charset:default-charset" in message.problems


def test_a_date_without_zone_leaves_the_word_to_the_servers():
    mail = HEAD.replace(b" +0200", b"") + b"Received: from a by b; Mon, 2 Mar 2026 10:00:05 +0200\r\n\r\nx"
    message = parse(mail)
    assert message.sent_at == datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC)
    assert "date-from-received" in message.problems


@pytest.mark.parametrize(
    "header",
    [
        b"Auto-Submitted: auto-replied", b"Precedence: bulk", b"List-Id: <list.kunde.example>", b"Return-Path: <>",
        b"X-Autoreply: yes", b"Content-Type: multipart/report; boundary=b",
    ],
)  # fmt: skip
def test_what_a_machine_sent_is_known(header):
    assert parse(HEAD + header + b"\r\n\r\nx").auto_submitted


@pytest.mark.parametrize("header", [b"Auto-Submitted: no", b"Precedence: first-class", b"Return-Path: <a@b.example>"])
def test_what_a_person_sent_is_not_called_automatic(header):
    assert not parse(HEAD + header + b"\r\n\r\nx").auto_submitted


def test_encrypted_mail_says_so():
    mail = HEAD + mixed(part(b"application/pgp-encrypted", b"Version: 1"), kind=b"encrypted")
    assert "encrypted" in parse(mail).problems


def test_old_line_ends_are_understood():
    assert parse((HEAD + b"\r\nbody").replace(b"\r\n", b"\r")).text == "body"


@pytest.mark.parametrize("level", ["full", "tolerant", "headers"])
@pytest.mark.parametrize("data", [b"", b"\n", b"hello", bytes(range(256)) * 20])
def test_what_is_no_mail_is_refused_at_every_level(data, level):
    with pytest.raises(NotMail):
        parse(data, level)


def test_the_tolerant_reader_finds_the_first_text():
    inner = mixed(part(b"text/plain; charset=utf-8", "päätös".encode()), part(b"text/html", b"<p>x"))
    message = parse(HEAD + inner, "tolerant")
    assert (message.level, message.text, message.subject) == ("tolerant", "päätös\n", "Late")


def test_the_tolerant_reader_takes_bare_words_from_html_where_there_is_no_plain_text():
    message = parse(HEAD + part(b"text/html", b"<style>x</style><p>a &amp; b</p><p>c"), "tolerant")
    assert message.text == "a & b\n\nc"


def test_the_header_reader_reads_headers_only():
    message = parse(HEAD + b"\r\nbody", "headers")
    assert (message.level, message.text, message.subject) == ("headers", "", "Late")


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
    )
)
def test_text_written_by_the_standard_library_comes_back(text):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.example", "x"
    mail.set_content(text)
    assert parse(mail.as_bytes()).text.strip() == text.strip()


SAMPLE = HEAD + mixed(
    part(b"text/plain; charset=big5", "你們答應星期五送貨".encode("big5")),
    part(b"text/html", b"<p>a<b>b</b><blockquote>c</blockquote>"),
    part(b"application/zip; name*=utf-8''%C3%A4.zip", b"UEsDBA==", b"Content-Transfer-Encoding: base64"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.binary(max_size=12), st.integers(0, 40)), max_size=6))
def test_a_mail_damaged_anywhere_never_breaks_a_reader(damages):
    data = SAMPLE
    for place, put, drop in damages:
        data = data[:place] + put + data[place + drop :]
    for level in ("full", "tolerant", "headers"):
        try:
            message = parse(data, level)
        except NotMail:
            continue
        assert IncomingMessage.from_json(message.as_json()) == message
        assert "\n" not in message.subject
        message.text.encode("utf-8")
