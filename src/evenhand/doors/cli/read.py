"""`evenhand read`: the reading of a text, or of many as JSON Lines. Imports no Django, so that it starts fast."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import IO, Any, Literal

import click

from evenhand.doors.cli.encoding import decode
from evenhand.doors.cli.zones import Zone
from evenhand.knowledge.language.document import Turn
from evenhand.knowledge.language.reading import HISTORY_AT_MOST
from evenhand.knowledge.language.reading import read as read_text
from evenhand.knowledge.language.scoring.second import Meaning

_KEPT_OF_A_TURN = 2_000  # code points of each earlier message; more is not looked at


class BadLine(ValueError):
    """A line of JSON Lines that cannot be read; the message says what is wrong with it."""


# Readings are short-lived values by the thousand; looking for cycles among them often finds none.
FEWER_COLLECTIONS = (50_000, 20, 20)


@click.command()
@click.argument("file", default="-")
@click.option("--jsonl", is_flag=True, help="Read JSON Lines: id, text, sent_at, direction, conversation.")
@click.option("--sent-at", help="When the text was sent, as an ISO date-time; relative dates need it.")
@click.option("--timezone", type=Zone(), default="UTC", show_default=True, help="Zone of times without one.")
@click.option("--second-look", is_flag=True, help="Ask the encoder about messages in doubt; slower, an extra.")
@click.pass_context
def read(ctx: click.Context, file: str, jsonl: bool, sent_at: str | None, timezone: tzinfo, second_look: bool) -> None:
    """Say what stands in a text: language, manner, demands, temperature, promises.

    FILE is a text, or - for standard input. The answer is JSON on standard output. With --jsonl every line is
    one message and gets one line of answer, in order; lines of one conversation are each other's history.

    With --second-look the encoder is asked about messages whose manner is in doubt; it needs evenhand[encoder].

    Exit status: 0 all read, 1 some line could not be read, 2 nothing could be read.
    """
    gc.set_threshold(*FEWER_COLLECTIONS)
    meaning = _meaning(ctx) if second_look else None
    try:
        source = click.open_file(file, "rb")
    except OSError as problem:
        _stop(ctx, f"{file} cannot be read: {problem.strerror or problem}.")
    with source as stream:
        if jsonl:
            ctx.exit(_read_lines(stream, timezone, meaning))
        _read_one(ctx, stream, file, (sent_at, timezone), meaning)


def _stop(ctx: click.Context, sentence: str) -> None:
    click.echo(sentence, err=True)
    ctx.exit(2)


def _meaning(ctx: click.Context) -> Meaning:
    """The encoder, loaded at the first doubt; without the extra a sentence and exit status 2."""
    from evenhand.doors.encoder.meaning import ready_reader
    from evenhand.doors.encoder.nano import NoEncoder

    try:
        return ready_reader()
    except NoEncoder as problem:
        click.echo(str(problem), err=True)
        ctx.exit(2)


def _read_one(
    ctx: click.Context, stream: IO[bytes], file: str, sent: tuple[str | None, tzinfo], meaning: Meaning | None
) -> None:
    try:
        data = stream.read()
        when = _moment(*sent)
    except (OSError, BadLine) as problem:
        return _stop(ctx, f"{file} cannot be read: {problem}.")
    text, encoding = decode(data)
    if not encoding.startswith("utf"):
        click.echo(f"{file} is not UTF-8; it was read as {encoding}.", err=True)
    name = file if file == "-" else Path(file).name
    _write({"id": name, **read_text(text, when, meaning=meaning).as_dict()}, indent=2)
    return None


def _read_lines(stream: IO[bytes], timezone: tzinfo, meaning: Meaning | None) -> int:
    """Answer every line, and return the exit status."""
    histories: dict[str, list[Turn]] = {}
    status = 0
    for number, line in enumerate(_lines(stream), start=1):
        if not line.strip():
            continue
        identity: Any = None
        try:
            record = _record(line, number)
            identity = record.get("id")
            _write({"id": identity, **_answer(record, timezone, histories, meaning)})
        except BadLine as problem:
            status = 1
            _write({"id": identity, "error": str(problem)})
    return status


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """The lines as text; the first that is not UTF-8 is mentioned."""
    said = False
    for line in stream:
        text, encoding = decode(line)
        if not encoding.startswith("utf") and not said:
            said = True
            click.echo(f"A line is not UTF-8; it was read as {encoding}.", err=True)
        yield text


def _record(line: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as problem:
        reason = str(problem) if isinstance(problem, ValueError) else "nested too deeply"
        raise BadLine(f"line {number} is no JSON: {reason}") from None
    if not isinstance(record, dict):
        raise BadLine(f"line {number} is no JSON object")
    return record


def _answer(
    record: dict[str, Any], timezone: tzinfo, histories: dict[str, list[Turn]], meaning: Meaning | None
) -> dict[str, Any]:
    """The reading of one line as a dictionary; remembers the line for its conversation."""
    text = record.get("text")
    if not isinstance(text, str):
        raise BadLine("text is missing" if text is None else "text is no string")
    direction = _direction(record)
    sent_at = _moment(record.get("sent_at"), timezone)
    history = _history(record, histories)
    answer = read_text(text, sent_at, history, meaning=meaning).as_dict()
    if direction != "internal":
        history.append(Turn(text[:_KEPT_OF_A_TURN], sent_at, direction))
        del history[:-HISTORY_AT_MOST]
    return answer


def _direction(record: dict[str, Any]) -> Literal["inbound", "outbound", "internal"]:
    match record.get("direction") or "inbound":
        case "inbound":
            return "inbound"
        case "outbound":
            return "outbound"
        case "internal":
            return "internal"
    raise BadLine("direction is none of inbound, outbound, internal")


def _history(record: dict[str, Any], histories: dict[str, list[Turn]]) -> list[Turn]:
    conversation = record.get("conversation")
    if conversation is None:
        return []
    return histories.setdefault(json.dumps(conversation, sort_keys=True), [])


def _moment(value: object, timezone: tzinfo) -> datetime | None:
    """An ISO date-time as an aware one; a naive one is in the time zone."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise BadLine("sent_at is no ISO date-time")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadLine(f"sent_at is no ISO date-time: {value}") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone)


def _write(answer: dict[str, Any], indent: int | None = None) -> None:
    """One JSON value and a line break. A lone surrogate, which UTF-8 cannot hold, leaves as its escape."""
    text = json.dumps(answer, ensure_ascii=False, indent=indent)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
