"""The process in which hostile bytes are read: it may run out of memory or time, the desk may not.

Started by `bounded.ParserPool`. Reads frames from standard input until it ends, answers on standard output.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import signal
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from evenhand.doors.connectors import frames
from evenhand.doors.connectors.incoming import IncomingMessage, Level, NotMail
from evenhand.doors.connectors.mail.parse import parse

if TYPE_CHECKING:
    from evenhand.knowledge.language.scoring.second import Meaning

MOST_TERMS = 2_000
READ_AT_MOST = 20_000  # characters of a message that the analysis reads
_LEVELS: dict[bytes, Level] = {frames.FULL: "full", frames.TOLERANT: "tolerant", frames.HEADERS: "headers"}
_LARGEST_FILE = 16 * 1024 * 1024  # bytes; Python keeps its compiled modules, nothing else is to be written
_OUT_OF_MEMORY = 3  # exit status
Send = Callable[[bytes, bytes], None]


def main() -> None:
    """Serves requests until the parent closes the pipe, or dies, or a limit is met."""
    options = _options()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    requests, send = _pipes()
    resource.setrlimit(resource.RLIMIT_AS, (options.memory_mb * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # short-lived values by the thousand; looking for cycles often finds none
    send(frames.READY, b"")
    while (head := requests.read(frames.HEAD.size)) and len(head) == frames.HEAD.size:
        length, kind = frames.HEAD.unpack(head)
        # The parent's clock is shorter; this one ends a child whose parent was killed meanwhile.
        signal.setitimer(signal.ITIMER_REAL, options.hard_seconds)
        try:
            _serve(kind, requests.read(length), send, options.reading)
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--memory-mb", type=int, required=True)
    parser.add_argument("--hard-seconds", type=float, required=True)
    parser.add_argument("--reading", action="store_true")
    return parser.parse_args()


def _pipes() -> tuple[BinaryIO, Send]:
    """Requests, and a function that answers; standard output itself is closed to stray prints."""
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)

    def send(kind: bytes, payload: bytes) -> None:
        view = memoryview(frames.pack(kind, payload))
        while view:
            view = view[out.write(view) or 0 :]

    return os.fdopen(0, "rb"), send


def _serve(kind: bytes, payload: bytes, send: Send, reading: bool) -> None:
    if kind == frames.TURN:
        send(frames.READING, _encoded(_read_turn(payload)))
        return
    if kind == frames.STALL and frames.STALL_ALLOWED in os.environ:
        signal.pause()
    try:
        message = parse(payload, _LEVELS[kind])
    except NotMail as reason:
        send(frames.NOT_MAIL, str(reason).encode())
        return
    except MemoryError:
        raise
    except Exception as error:  # whatever a mail does to the reader, the next rung of the ladder gets it
        send(frames.FAILED, type(error).__name__.encode())
        return
    del payload
    send(frames.MESSAGE, _encoded(message.as_json()))
    if reading and message.level != "headers":
        send(frames.READING, _encoded(_read_message(message)))


def _read_message(message: IncomingMessage) -> dict[str, Any]:
    return _answer(lambda: _analysed(message.text, message.sent_at, (), None))


def _read_turn(payload: bytes) -> dict[str, Any]:
    """A turn as JSON: text, sent_at, and history with the same fields and a direction; with its search terms.

    With `second_look` the encoder is asked where the reading is in doubt.
    """

    def read_it() -> dict[str, Any]:
        turn = json.loads(payload)
        meaning = _reader_of_meaning() if turn.get("second_look") else None
        return _analysed(str(turn.get("text") or ""), _time(turn.get("sent_at")), turn.get("history") or (), meaning)

    return _answer(read_it) | {"terms": _terms(payload)}


def _terms(payload: bytes) -> list[str] | None:
    """The search terms of a turn's text, found here because the parent has enough to do; None where that fails.

    What an answer quotes is found where it was written; the first message of a conversation is searched whole.
    """
    from evenhand.knowledge.language.terms import own_terms, terms

    try:
        turn = json.loads(payload)
        find = own_terms if turn.get("history") else terms
        return sorted(find(str(turn.get("text") or "")[:READ_AT_MOST], MOST_TERMS))
    except (ValueError, AttributeError):
        return None


def _answer(read_it: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """{"reading": …, "problem": ""}; where the analysis fails, the problem says how."""
    try:
        return {"reading": read_it(), "problem": ""}
    except MemoryError:
        raise
    except Exception as error:  # a text that breaks the analysis must not lose the message
        return {"reading": None, "problem": f"failed:{type(error).__name__}"}


@cache
def _reader_of_meaning() -> Meaning | None:
    """The encoder, kept for the next message; None where it is not installed."""
    from evenhand.doors.encoder.meaning import ready_reader
    from evenhand.doors.encoder.nano import NoEncoder

    try:
        return ready_reader()
    except NoEncoder:
        return None


def _analysed(
    text: str, sent_at: datetime | None, history: Iterable[Mapping[str, Any]], meaning: Meaning | None
) -> dict[str, Any]:
    # Loaded on first use: a child that only reads mail never pays for the lexicons.
    from evenhand.knowledge.language.document import Turn
    from evenhand.knowledge.language.reading import read

    turns = tuple(
        Turn(str(turn.get("text") or ""), _time(turn.get("sent_at")), turn.get("direction") or "inbound")
        for turn in history
    )
    return read(text[:READ_AT_MOST], sent_at, turns, meaning=meaning).as_dict()


def _time(value: str | None) -> datetime | None:
    when = datetime.fromisoformat(value) if value else None
    return when if when is not None and when.tzinfo is not None else None


def _encoded(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


if __name__ == "__main__":
    main()
