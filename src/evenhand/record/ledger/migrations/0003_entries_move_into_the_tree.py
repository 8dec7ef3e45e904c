"""Entries that were there before the tree: each gets a salt of its own, its hashes, and its place in the tree.

A migration of its own: PostgreSQL changes no table whose rows still wait for their constraints to be checked.
"""

import os

from django.db import migrations

from evenhand.knowledge.merkle.leaf import SALT_BYTES, commitment, leaf_hash, meta_bytes
from evenhand.knowledge.merkle.tree import Frontier

BATCH = 2000


def move_in(apps, editor):
    entries = apps.get_model("ledger", "Entry").objects.using(editor.connection.alias)
    frontier = Frontier()
    while batch := list(entries.filter(number__gte=frontier.size).order_by("number")[:BATCH]):
        keep(editor.connection, [hashed(entry, frontier) for entry in batch])
    heads = apps.get_model("ledger", "Head").objects.using(editor.connection.alias)
    counted = next(iter(heads.values_list("size", flat=True)), 0)
    if counted != frontier.size:
        raise ValueError(f"The ledger counts {counted} entries and holds {frontier.size}.")
    heads.filter(pk=1).update(frontier=frontier.to_text())


def hashed(entry, frontier):
    if entry.number != frontier.size:
        raise ValueError(f"The ledger has no entry {frontier.size}.")
    salt = os.urandom(SALT_BYTES)
    meta = meta_bytes(number=entry.number, kind=entry.kind, at=entry.at, actor=entry.actor, subject=entry.subject)
    committed = commitment(number=entry.number, body=entry.body.encode(), salt=salt)
    leaf = leaf_hash(meta, committed)
    frontier.append(leaf)
    return entry.number, salt, entry.body, committed, leaf


def keep(connection, rows):
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ledger_content (number, salt, body) VALUES (%s, %s, %s)", [row[:3] for row in rows]
        )
        cursor.executemany(
            "UPDATE ledger_entry SET commitment = %s, leaf_hash = %s WHERE number = %s",
            [(committed, leaf, number) for number, _, _, committed, leaf in rows],
        )


def move_out(apps, editor):
    with editor.connection.cursor() as cursor:
        # What was erased stays erased: such an entry has an empty body again, as one that says nothing.
        cursor.execute(
            "UPDATE ledger_entry SET body = COALESCE("
            "(SELECT body FROM ledger_content WHERE ledger_content.number = ledger_entry.number), '{}')"
        )
        cursor.execute("DELETE FROM ledger_content")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_a_tree_over_the_entries")]

    operations = [migrations.RunPython(move_in, move_out, elidable=True)]
