"""From now on the numbers of these rows are drawn (see models/drawn.py); those that are on record stay as they are.

The tables themselves need no change: a row that brings its number is kept under it.
"""

from django.db import migrations, models

import evenhand.record.protection.models.drawn as drawn

DRAWN = {
    drawn.drawn: ("incident", "alert", "request", "pack"),
    drawn.drawn_of_many: ("quotation", "amends", "answer", "look", "act"),
}


class Migration(migrations.Migration):

    dependencies = [
        ("protection", "0004_by_when_a_review_was_due"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterModelOptions(
                    name="alert",
                    options={"ordering": ("made_at", models.F("ended_at").asc(nulls_last=True), "pk")},
                ),
                *(
                    migrations.AlterField(
                        model_name=name,
                        name="id",
                        field=models.BigAutoField(default=draw, primary_key=True, serialize=False),
                    )
                    for draw, names in DRAWN.items()
                    for name in names
                ),
            ]
        ),
    ]
