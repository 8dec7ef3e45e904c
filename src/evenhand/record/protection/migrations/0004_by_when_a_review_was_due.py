from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('protection', '0003_links_of_appeals'),
    ]

    operations = [
        migrations.AddField(
            model_name='extension',
            name='due_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='due_on',
            field=models.DateField(blank=True, null=True),
        ),
    ]
