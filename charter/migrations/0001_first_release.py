import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('charter', '0001_initial'), ('charter', '0002_holidays'), ('charter', '0003_public_site'), ('charter', '0004_agenda_and_notice'), ('charter', '0005_proposals_days_before'), ('charter', '0006_retention')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Charter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Consortium', max_length=200)),
                ('short_name', models.CharField(default='Consortium', max_length=40)),
                ('neutral_name', models.CharField(default='Quarterly Meeting Office', help_text='Stands in page titles and in discreet mail; must say nothing about the work.', max_length=80)),
                ('neutral_titles', models.BooleanField(default=True, help_text='Every page is called by the neutral name in browser tabs and histories. Search engines show that name too.')),
                ('notice_mode', models.CharField(choices=[('off', 'Title and time only'), ('voluntary', 'Place and agenda too, of our own accord'), ('required', 'Place and agenda too, because a law asks for it')], default='off', max_length=10, verbose_name='public notice of meetings')),
                ('state_name', models.CharField(blank=True, max_length=60)),
                ('time_zone', models.CharField(default='America/Chicago', max_length=60)),
                ('city', models.CharField(blank=True, max_length=80)),
                ('mission', models.TextField(blank=True)),
                ('contact_name', models.CharField(blank=True, max_length=120)),
                ('contact_phone', models.CharField(blank=True, max_length=40)),
                ('contact_email', models.EmailField(blank=True, max_length=254)),
                ('exit_url', models.URLField(default='https://www.weather.gov/')),
                ('hotline_name', models.CharField(blank=True, max_length=120)),
                ('hotline_phone', models.CharField(blank=True, max_length=40)),
                ('hotline_text', models.CharField(blank=True, max_length=40)),
                ('hotline_tty', models.CharField(blank=True, max_length=40)),
                ('hotline_chat_url', models.URLField(blank=True)),
                ('hotline_checked_on', models.DateField(blank=True, null=True)),
                ('quorum_percent', models.PositiveSmallIntegerField(default=50, help_text='A quorum is more than this share of the voting members.')),
                ('agenda_days_before', models.PositiveSmallIntegerField(default=7, help_text='Calendar days before a meeting on which its agenda goes out by itself.')),
                ('proposals_days_before', models.PositiveSmallIntegerField(default=30, help_text='Until how many days before a meeting items for its agenda should be proposed.')),
                ('accommodation_days_before', models.PositiveSmallIntegerField(default=7, help_text='Until how many days before a meeting accommodations should be asked for.')),
                ('absences_before_notice', models.PositiveSmallIntegerField(default=3)),
                ('sector_minimum', models.PositiveSmallIntegerField(default=1)),
                ('keep_answers_months', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(120)])),
                ('keep_needs_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)])),
                ('keep_mail_months', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(120)])),
                ('keep_sign_ins_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)])),
                ('ask_inactive_months', models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MinValueValidator(6), django.core.validators.MaxValueValidator(120)])),
                ('inactive_answer_days', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(14), django.core.validators.MaxValueValidator(365)])),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='charter_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ['day'],
            },
        ),
    ]
