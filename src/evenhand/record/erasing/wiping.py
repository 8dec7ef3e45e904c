"""All that an erasure does to rows outside the ledger, in order. Knows every place that words can reach."""

from __future__ import annotations

from datetime import datetime

from evenhand.record.erasing.extent import Extent
from evenhand.record.erasing.handouts import end_all
from evenhand.record.erasing.neutral import neutral_words
from evenhand.record.erasing.wiping_agreements import commitments_in, suggestions_in, wipe_agreements
from evenhand.record.erasing.wiping_messages import wipe_messages
from evenhand.record.erasing.wiping_minutes import letters_of_minutes, wipe_minutes
from evenhand.record.erasing.wiping_outbox import (
    letters_about,
    reminders_with,
    wipe_addressees,
    wipe_errors,
    wipe_letters,
)
from evenhand.record.erasing.wiping_people import addresses_of, wipe_people
from evenhand.record.erasing.wiping_protection import (
    letter_ids_of_protection,
    letters_of_protection,
    wipe_protection,
)
from evenhand.record.erasing.wiping_quotations import names_in, wipe_drafts
from evenhand.record.erasing.wiping_quotes import wipe_quotes
from evenhand.record.erasing.wiping_replies import wipe_replies
from evenhand.record.ledger.models import Erasure


def subjects_of(extent: Extent) -> list[str]:
    """Whose ledger entries lose their content, as the ledger names them.

    Those of conversations and commitments stay: they hold ids and codes alone, and prove what both sides are owed.
    Those of a minute hold the hash of its text, by which a guess at it could be tried, and go with it. Those of
    incidents and measures go where a rule names these themselves.
    """
    named = (
        ("message", extent.messages), ("contact", extent.contacts), ("suggestion", suggestions_in(extent)),
        ("letter", _letters(extent)), ("minute", extent.minutes),
        ("incident", extent.incidents), ("warning", extent.warnings), ("restriction", extent.restrictions),
    )  # fmt: skip
    return [f"{kind}:{pk}" for kind, ids in named for pk in ids]


def wipe(extent: Extent, erasure: Erasure | None, *, at: datetime) -> None:
    """Take the words out of all these rows and of what quotes them. Call in a transaction; twice does no harm."""
    neutral, addresses = neutral_words(at), addresses_of(extent.contacts)
    end_all(at=at)
    wipe_errors()
    wipe_drafts(extent)
    about_minutes = letters_about(letters_of_minutes(extent.minutes, addresses), ())
    told = {*_letters(extent), *about_minutes, *reminders_with(names_in(extent))}
    wipe_letters(sorted(told), addresses, at=at)
    wipe_addressees(addresses)
    wipe_quotes(extent)
    wipe_agreements(extent, neutral=neutral)
    wipe_minutes(extent.minutes, erasure, neutral=neutral, at=at)
    wipe_people(extent, neutral=neutral)
    wipe_replies(extent, at=at)
    wipe_protection(extent, erasure, neutral=neutral, at=at)
    wipe_messages(extent, erasure, at=at)


def _letters(extent: Extent) -> list[int]:
    about = [*extent.as_rows(), *(f"commitment:{pk}" for pk in commitments_in(extent))]
    told = letters_about([*about, *letters_of_protection(extent)], addresses_of(extent.contacts))
    return sorted({*told, *letter_ids_of_protection(extent)})
