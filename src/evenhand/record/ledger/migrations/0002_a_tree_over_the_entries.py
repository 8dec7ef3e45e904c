"""Columns and tables of the tree; the entries move in with the next migration."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_first")]

    operations = [
        migrations.AddField("head", "frontier", models.TextField(default="0:")),
        migrations.AddField("entry", "commitment", models.BinaryField(null=True)),
        migrations.AddField("entry", "leaf_hash", models.BinaryField(null=True)),
        migrations.CreateModel(
            name="Content",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_column="number",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="ledger.entry",
                        to_field="number",
                    ),
                ),
                ("salt", models.BinaryField()),
                ("body", models.TextField()),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.BigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("note", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
            options={"ordering": ("-pk",)},
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("size", models.BigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("kind", models.CharField(blank=True, default="", max_length=32)),
                ("number", models.BigIntegerField(null=True)),
                ("parameters", models.JSONField(default=dict)),
                ("erased", models.BigIntegerField(default=0)),
                ("lingering", models.BigIntegerField(default=0)),
                ("seconds", models.FloatField(default=0)),
            ],
            options={"ordering": ("-pk",)},
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_by", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("consent-withdrawn", "Consent Withdrawn"),
                            ("objection", "Objection"),
                            ("unlawful", "Unlawful"),
                            ("legal-duty", "Legal Duty"),
                            ("retention", "Retention"),
                            ("other", "Other"),
                        ],
                        max_length=32,
                    ),
                ),
                ("reason", models.TextField(blank=True, default="")),
                ("rows", models.JSONField(default=list)),
                ("approved_by", models.CharField(blank=True, default="", max_length=64)),
                ("approved_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_at", None),
                            models.Q(("approved_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="erasure_four_eyes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ErasureItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "erasure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="ledger.erasure"
                    ),
                ),
                ("number", models.BigIntegerField(unique=True)),
            ],
            options={"ordering": ("number",)},
        ),
    ]
