"""Readings can be counted by language, manner and kinds; all messages can be read again by a newer reader."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = {
    "sqlite": "SELECT group_concat(value, ' ') FROM json_each(body, '$.manner.kinds')",
    "postgresql": "SELECT string_agg(value, ' ') FROM jsonb_array_elements_text(body #> '{manner,kinds}')",
}
PART = {
    "sqlite": ("json_extract(body, '$.language')", "json_extract(body, '$.manner.level')"),
    "postgresql": ("body ->> 'language'", "body #>> '{manner,level}'"),
}


def fill(apps, schema_editor):
    """Take the new columns of the readings on record from their bodies."""
    vendor = schema_editor.connection.vendor
    language, manner = PART[vendor]
    schema_editor.execute(
        f"UPDATE conversations_reading SET language = coalesce({language}, 'und'), "
        f"manner = coalesce({manner}, 'unclear'), kinds = coalesce(({KINDS[vendor]}), '')"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0003_plain_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='reading',
            name='kinds',
            field=models.CharField(blank=True, default='', max_length=255),
        ),
        migrations.AddField(
            model_name='reading',
            name='language',
            field=models.CharField(default='und', max_length=8),
        ),
        migrations.AddField(
            model_name='reading',
            name='manner',
            field=models.CharField(default='unclear', max_length=12),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(fields=['model', 'version', 'message', 'language', 'manner', 'kinds'], name='reading_counted'),
        ),
        migrations.CreateModel(
            name='Rereading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=40)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_at', models.DateTimeField()),
                ('cursor', models.BigIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('not_read', models.PositiveIntegerField(default=0)),
                ('resumed_at', models.DateTimeField()),
                ('done_before', models.PositiveIntegerField(default=0)),
                ('beat_at', models.DateTimeField()),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('paused_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('model', 'version'), name='rereading_once')],
            },
        ),
    ]
