"""Writing search terms: sorted, in one statement a batch, because there are many of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from evenhand.knowledge.language.terms import terms
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import SearchTerm

MOST_TERMS = 2_000
TEXT_LOOKED_AT = 20_000


def index_messages(messages: Iterable[tuple[int, Arrived]]) -> None:
    """Index each message by its words, subject and sender. Call inside the transaction that wrote the messages."""
    _write((message_id, _terms_of(item)) for message_id, item in messages)


def write_terms(texts: Iterable[tuple[int, str]]) -> None:
    """Write the term rows of these texts (message id, text); rows that exist stay."""
    _write((message_id, terms(text, MOST_TERMS)) for message_id, text in texts)


def _terms_of(item: Arrived) -> Iterable[str]:
    """The terms of a message; those of its text were found by whoever read it, or are found now."""
    head = f"{item.subject}\n{item.sender.name} {item.sender.address}"
    if item.terms is None:
        return terms(f"{head}\n{item.text[:TEXT_LOOKED_AT]}", MOST_TERMS)
    return {*terms(head, MOST_TERMS), *item.terms}


def _write(found: Iterable[tuple[int, Iterable[str]]]) -> None:
    places: dict[str, list[int]] = {}
    for message_id, words in found:
        for word in words:
            places.setdefault(word, []).append(message_id)
    if not places:
        return
    table = connection.ops.quote_name(SearchTerm._meta.db_table)
    # Table name from the model, values as parameters; in the order of the index, which costs the least.
    statement = f"INSERT INTO {table} (term, message_id) VALUES (%s, %s) ON CONFLICT DO NOTHING"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(word, pk) for word in sorted(places) for pk in places[word]])
