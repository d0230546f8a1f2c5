import django.db.models.deletion
import django.utils.timezone
import reports.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_reports')]

    initial = True

    dependencies = [
        ('members', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=7, unique=True)),
                ('words', models.JSONField(blank=True, default=dict)),
                ('figures', models.JSONField(blank=True, default=list)),
                ('filed_at', models.DateTimeField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['-slug'],
                'constraints': [models.CheckConstraint(condition=models.Q(('filed_at', None), models.Q(('figures', []), _negated=True), _connector='OR'), name='filed_report_keeps_its_figures')],
            },
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=80)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('scopes', models.JSONField(default=list)),
                ('until', models.DateField(help_text='The last day on which it works.')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('used_on', models.DateField(editable=False, null=True)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='loans', to='reports.report')),
                ('key', models.CharField(default=reports.models.new_key, editable=False, max_length=64, unique=True)),
                ('reader', models.CharField(help_text='Who gets this address, for your own memory.', max_length=120)),
                ('until', models.DateField(help_text='The last day on which the address works.')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
    ]
