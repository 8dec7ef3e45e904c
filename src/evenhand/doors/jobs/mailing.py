"""Sending one letter through the mail server that the operator named."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import OperationalError

from evenhand.doors import clock
from evenhand.doors.jobs.mails import as_bytes
from evenhand.doors.jobs.running import RunningJob
from evenhand.record.agreements.actions.arrivals import keep_outcome
from evenhand.record.outbox import letters, replies
from evenhand.record.outbox.addressing import one_line
from evenhand.record.outbox.models import Letter
from evenhand.record.outbox.replies import Outcome
from evenhand.server.environment import Smtp

TIMEOUT = 30.0
_WAITS = (0.1, 0.5, 2.0, 5.0)  # seconds before the outcome is noted once more
TEMPORARY = 450
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
    outcome = deliver(letter, replies.addresses_left(letter), server)
    _keep(letter, outcome)
    if outcome.later:
        raise MailFailed(f"The mail server says: {next(iter(outcome.later.values()))}")


def _keep(letter: Letter, outcome: Outcome) -> None:
    """Note what became of it, once more where the database was busy or broke a deadlock: the mail is out already.

    Were that not noted, the next try would send the same mail again.
    """
    for wait in _WAITS:
        try:
            return keep_outcome(letter, outcome, at=clock.now())
        except OperationalError:
            time.sleep(wait)
    return keep_outcome(letter, outcome, at=clock.now())


def deliver(letter: Letter, to: Sequence[str], server: Smtp) -> Outcome:
    """Hand the letter to the server for these addresses, and what it said of each.

    Raises MailFailed for all that may be better later and is nobody's fault in particular: no connection, a wrong
    password, a 4xx for the mail as a whole.
    """
    try:
        refused = _send(as_bytes(letter), to, server) if to else {}
    except smtplib.SMTPRecipientsRefused as error:
        # Where the server hangs up in the middle, those it was not asked about are missing.
        refused = dict.fromkeys(to, (TEMPORARY, b"not asked about")) | error.recipients
    except smtplib.SMTPDataError as error:
        refused = dict.fromkeys(to, (error.smtp_code, _bytes(error.smtp_error)))
    except smtplib.SMTPNotSupportedError as error:
        raise MailFailed(f"The mail server cannot do what is asked of it: {error}") from error
    except smtplib.SMTPResponseException as error:
        raise MailFailed(f"The mail server says: {error.smtp_code} {_words(error.smtp_error)}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(f"The mail server could not be reached: {error}") from error
    said = {address: f"{code} {_words(words)}" for address, (code, words) in refused.items()}
    return Outcome(
        taken=[address for address in to if address not in said],
        refused={address: said[address] for address, (code, _) in refused.items() if code >= PERMANENT},
        later={address: said[address] for address, (code, _) in refused.items() if code < PERMANENT},
    )


def _send(mail: bytes, to: Sequence[str], server: Smtp) -> Mapping[str, tuple[int, bytes]]:
    """Those of the addresses that the server refused, with its words, if it took the mail for any."""
    connection = _connected(server)
    try:
        refused = connection.sendmail(letters.desk_address(), list(to), mail)
        # The letter is out: what goes wrong with the farewell must not send it again.
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
        return refused
    finally:
        connection.close()


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


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


def _words(said: bytes | str) -> str:
    return one_line(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)
