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
    write_terms(
        (message_id, f"{item.subject}\n{item.sender.name} {item.sender.address}\n{item.text[:TEXT_LOOKED_AT]}")
        for message_id, item in messages
    )


def write_terms(texts: Iterable[tuple[int, str]]) -> None:
    """Write the term rows of these texts (message id, text); rows that exist stay."""
    rows = sorted((term, message_id) for message_id, text in texts for term in terms(text, MOST_TERMS))
    if not rows:
        return
    table = connection.ops.quote_name(SearchTerm._meta.db_table)
    # Table name from the model, values as parameters.
    statement = f"INSERT INTO {table} (term, message_id) VALUES (%s, %s) ON CONFLICT DO NOTHING"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
