"""On SQLite the table of search terms is its own index: half the pages to write, and nothing is looked up twice."""

from django.db import migrations


def rebuild(apps, schema_editor):
    """Make the table anew without row ids; Django cannot say so in a model."""
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute("ALTER TABLE conversations_searchterm RENAME TO conversations_searchterm_before")
    schema_editor.execute(
        "CREATE TABLE conversations_searchterm (term varchar(40) NOT NULL, "
        "message_id bigint NOT NULL REFERENCES conversations_message (id) DEFERRABLE INITIALLY DEFERRED, "
        "PRIMARY KEY (term, message_id)) WITHOUT ROWID"
    )
    schema_editor.execute(
        "INSERT INTO conversations_searchterm SELECT term, message_id FROM conversations_searchterm_before"
    )
    schema_editor.execute("DROP TABLE conversations_searchterm_before")


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_first")]
    operations = [migrations.RunPython(rebuild, migrations.RunPython.noop)]
