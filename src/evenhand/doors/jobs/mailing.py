"""Sending one letter through the mail server that the operator named."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any

from django.conf import settings

from evenhand.doors import clock
from evenhand.doors.jobs.running import RunningJob
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Letter
from evenhand.server.environment import Smtp

TIMEOUT = 30.0
PERMANENT = 500


class MailFailed(RuntimeError):
    """The mail server did not take the letter now; it is tried again. Holds the server's words, never the letter's."""


def send_letter(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Send a letter that waits; one that is sent, withdrawn or handed over stays as it is."""
    del job
    letter = Letter.objects.filter(pk=int(arguments["letter"]), state=Letter.State.WAITING).first()
    server: Smtp | None = settings.MAIL_SERVER
    if letter is None:
        return
    if server is None:
        letters.leave_to_hand(letter)
        return
    answer = deliver(letter, server)
    if answer:
        letters.mark_refused(letter, answer, at=clock.now())
    else:
        letters.mark_sent(letter, at=clock.now())


def deliver(letter: Letter, server: Smtp) -> str:
    """Hand the letter to the server; the server's words where it refuses this letter for good, else nothing.

    Raises MailFailed for all that may be better later: no connection, a wrong password, 4xx.
    """
    try:
        _send(as_mail(letter), letter.to, server)
    except smtplib.SMTPRecipientsRefused as error:
        return _judged(*next(iter(error.recipients.values())))
    except smtplib.SMTPDataError as error:
        return _judged(error.smtp_code, error.smtp_error)
    except smtplib.SMTPNotSupportedError as error:
        raise MailFailed(f"The mail server cannot do what is asked of it: {error}") from error
    except smtplib.SMTPResponseException as error:
        raise MailFailed(f"The mail server says: {error.smtp_code} {_words(error.smtp_error)}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(f"The mail server could not be reached: {error}") from error
    return ""


def as_mail(letter: Letter) -> EmailMessage:
    """The letter as it goes out: plain text, UTF-8, with the Message-ID it has had since it was posted."""
    name, address = parseaddr(settings.MAIL_FROM)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((letters.one_line(name), address)) if name.isascii() else _named(name, address)
    mail["To"] = letter.to
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.posted_at)
    mail["Message-ID"] = letter.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text, charset="utf-8", cte="base64")
    return mail


def _send(mail: EmailMessage, to: str, server: Smtp) -> None:
    connection = _connected(server)
    try:
        connection.send_message(mail, from_addr=parseaddr(settings.MAIL_FROM)[1], to_addrs=[to])
        # The letter is out: what goes wrong with the farewell must not send it again.
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
    finally:
        connection.close()


def _named(name: str, address: str) -> str:
    return f"{letters.one_line(name)} <{address}>"


def _connected(server: Smtp) -> smtplib.SMTP:
    """A connection that is encrypted unless the operator said that it need not be. The password never goes before."""
    context = ssl.create_default_context()
    if server.tls == "ssl":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        if server.tls == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _judged(code: int, words: bytes | str) -> str:
    said = f"{code} {_words(words)}"
    if code < PERMANENT:
        raise MailFailed(f"The mail server says: {said}")
    return said


def _words(said: bytes | str) -> str:
    return letters.one_line(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)
