"""An end recorded by mistake can be taken back; a suggestion may be a claim of the other side."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0001_initial'),
        ('conversations', '0004_rereading'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='suggestion',
            name='is_claim',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='breach',
            name='commitment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaches', to='agreements.commitment'),
        ),
        migrations.AlterField(
            model_name='fulfilment',
            name='commitment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fulfilments', to='agreements.commitment'),
        ),
        migrations.AlterField(
            model_name='release',
            name='commitment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='agreements.commitment'),
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('note', models.TextField(blank=True, default='')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reopenings', to='agreements.commitment')),
                ('proof', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conversations.message')),
            ],
            options={
                'ordering': ('at', 'pk'),
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='breach',
            name='reopening',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='agreements.reopening'),
        ),
        migrations.AddField(
            model_name='fulfilment',
            name='reopening',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='agreements.reopening'),
        ),
        migrations.AddField(
            model_name='release',
            name='reopening',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='agreements.reopening'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.UniqueConstraint(condition=models.Q(('reopening', None)), fields=('commitment',), name='broken_once'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.UniqueConstraint(condition=models.Q(('reopening', None)), fields=('commitment',), name='fulfilled_once'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(condition=models.Q(('reopening', None)), fields=('commitment',), name='released_once'),
        ),
    ]
