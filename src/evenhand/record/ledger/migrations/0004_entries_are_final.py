"""Bodies leave the entries, hashes are demanded, and triggers refuse what the models refuse."""

from django.db import migrations, models

TRIGGERS = {
    "ledger_entry_stays": ("UPDATE ON ledger_entry", "", "Ledger entries cannot be changed."),
    "ledger_entry_remains": ("DELETE ON ledger_entry", "", "Ledger entries cannot be deleted."),
    "ledger_content_stays": ("UPDATE ON ledger_content", "", "The content of an entry cannot be changed."),
    "ledger_content_remains": (
        "DELETE ON ledger_content",
        "NOT EXISTS (SELECT 1 FROM ledger_erasureitem item JOIN ledger_erasure erasure ON erasure.id = item.erasure_id"
        " WHERE item.number = OLD.number AND erasure.approved_at IS NOT NULL"
        " AND erasure.approved_by NOT IN ('', erasure.asked_by))",
        "Content is deleted by an approved erasure alone.",
    ),
    "ledger_head_grows": (
        "UPDATE ON ledger_head",
        "NEW.size < OLD.size OR NEW.id <> OLD.id",
        "The head of the ledger only grows.",
    ),
    "ledger_head_remains": ("DELETE ON ledger_head", "", "The head of the ledger cannot be deleted."),
    "ledger_checkpoint_stays": ("UPDATE ON ledger_checkpoint", "", "Checkpoints cannot be changed."),
    "ledger_checkpoint_remains": ("DELETE ON ledger_checkpoint", "", "Checkpoints cannot be deleted."),
}
TABLES = {"ledger_entry": "number", "ledger_content": "number", "ledger_head": "id", "ledger_checkpoint": "id"}


def create(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name, (event, condition, words) in TRIGGERS.items():
            when = f"WHEN {condition} " if condition else ""
            editor.execute(f"CREATE TRIGGER {name} BEFORE {event} {when}BEGIN SELECT RAISE(ABORT, '{words}'); END")
        for table, key in TABLES.items():
            # INSERT OR REPLACE deletes without asking the triggers of DELETE.
            editor.execute(
                f"CREATE TRIGGER {table}_is_not_replaced BEFORE INSERT ON {table} "
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) "
                "BEGIN SELECT RAISE(ABORT, 'Rows of the ledger cannot be replaced.'); END"
            )
        return
    for name, (event, condition, words) in TRIGGERS.items():
        body = f"RAISE EXCEPTION '{words}';"
        if condition:
            body = f"IF {condition} THEN {body} END IF;"
        kept = "OLD" if event.startswith("DELETE") else "NEW"
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {kept}; END $$",
            params=None,
        )
        editor.execute(f"CREATE TRIGGER {name} BEFORE {event} FOR EACH ROW EXECUTE FUNCTION {name}()")
    editor.execute(
        "CREATE FUNCTION ledger_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'The ledger cannot be emptied.'; END $$",
        params=None,
    )
    for table in TABLES:
        editor.execute(
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_not_emptied()"
        )


def drop(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name in TRIGGERS:
            editor.execute(f"DROP TRIGGER {name}")
        for table in TABLES:
            editor.execute(f"DROP TRIGGER {table}_is_not_replaced")
        return
    for name in (*TRIGGERS, "ledger_is_not_emptied"):
        editor.execute(f"DROP FUNCTION {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_entries_move_into_the_tree")]

    operations = [
        migrations.AlterField("entry", "commitment", models.BinaryField()),
        migrations.AlterField("entry", "leaf_hash", models.BinaryField()),
        # Empty before it goes, so that going back finds a column that may be empty.
        migrations.AlterField("entry", "body", models.TextField(default="{}")),
        migrations.RemoveField("entry", "body"),
        migrations.RunPython(create, drop),
    ]
