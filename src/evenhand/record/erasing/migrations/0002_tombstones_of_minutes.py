"""What stands in the place of the words of a minute that was erased."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0010_wrong_links"),
        ("erasing", "0001_holds_and_tombstones"),
        ("ledger", "0004_entries_are_final"),
    ]

    operations = [
        migrations.CreateModel(
            name="MinuteTombstone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "erasure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minute_tombstones",
                        to="ledger.erasure",
                    ),
                ),
                (
                    "minute",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tombstone",
                        to="agreements.minute",
                    ),
                ),
            ],
        ),
    ]
