"""When a checkpoint was written into the folder outside."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_entries_are_final")]

    operations = [
        migrations.CreateModel(
            name="Departure",
            fields=[
                (
                    "checkpoint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.checkpoint",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
