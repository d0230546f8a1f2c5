import datetime
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('mail', '0001_initial'), ('mail', '0002_initial'), ('mail', '0003_inbound'), ('mail', '0004_letters_and_wishes'), ('mail', '0005_reminder_rules'), ('mail', '0006_claims')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('members', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReturnedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, unique=True)),
                ('hard', models.PositiveSmallIntegerField(default=0)),
                ('soft', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.CharField(blank=True, max_length=250)),
                ('last_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('suppressed_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'returned addresses',
                'ordering': ['-last_at'],
            },
        ),
        migrations.CreateModel(
            name='InboxCursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mailbox', models.CharField(max_length=250, unique=True)),
                ('validity', models.BigIntegerField(default=0)),
                ('last_uid', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('kind', models.SlugField(max_length=40)),
                ('offset', models.SmallIntegerField(validators=[django.core.validators.MinValueValidator(-400), django.core.validators.MaxValueValidator(400)])),
                ('repeat_days', models.PositiveSmallIntegerField(default=0)),
                ('audience', models.SlugField(max_length=40)),
                ('at', models.TimeField(default=datetime.time(9, 0))),
                ('quiet_from', models.TimeField(default=datetime.time(20, 0))),
                ('quiet_until', models.TimeField(default=datetime.time(7, 0))),
                ('workdays_only', models.BooleanField(default=True)),
                ('avoid_holidays', models.BooleanField(default=True)),
                ('catch_up_days', models.PositiveSmallIntegerField(default=7)),
                ('active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['kind', 'offset'],
            },
        ),
        migrations.CreateModel(
            name='Skipped',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.SlugField(max_length=60)),
                ('subject', models.CharField(help_text='What it is about: its model and number.', max_length=80)),
                ('day', models.DateField()),
            ],
            options={
                'verbose_name_plural': 'skipped',
                'constraints': [models.UniqueConstraint(fields=('rule', 'subject', 'day'), name='one_letter_skipped_once')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('kind', models.CharField(db_index=True, max_length=60)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to=settings.AUTH_USER_MODEL)),
                ('address', models.EmailField(max_length=254)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('from_name', models.CharField(blank=True, max_length=120)),
                ('from_address', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=250)),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('calendar', models.BinaryField(null=True)),
                ('calendar_method', models.CharField(blank=True, max_length=20)),
                ('message_id', models.CharField(max_length=120, unique=True)),
                ('in_reply_to', models.CharField(blank=True, max_length=120)),
                ('content_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='contenttypes.contenttype')),
                ('object_id', models.CharField(blank=True, max_length=40)),
                ('batch', models.CharField(blank=True, db_index=True, help_text='One "send to all".', max_length=80)),
                ('gather', models.BooleanField(default=False, help_text="Told in the person's next daily or weekly mail.")),
                ('neutral', models.BooleanField(default=False, help_text='Made from neutral words alone.')),
                ('secret', models.BooleanField(default=False, help_text='The text is erased once sent (sign-in codes).')),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('held', 'Held'), ('sent', 'Sent'), ('bounced', 'Bounced'), ('suppressed', 'Suppressed'), ('cancelled', 'Cancelled'), ('failed', 'Failed')], db_index=True, default='queued', max_length=12)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('claim', models.CharField(blank=True, db_index=True, help_text="The worker's, for one batch.", max_length=32)),
                ('claimed_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(db_index=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='mail_messag_content_b5aafe_idx')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_preferences', to=settings.AUTH_USER_MODEL)),
                ('topic', models.CharField(max_length=40)),
                ('frequency', models.CharField(choices=[('now', 'At once'), ('daily', 'Once a day, together'), ('weekly', 'Once a week, together'), ('never', 'Not at all')], default='now', max_length=6)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'topic'), name='one_preference_per_topic')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_pause', to=settings.AUTH_USER_MODEL)),
                ('until', models.DateField(help_text='The first day on which mail comes again.')),
            ],
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=20, unique=True)),
                ('at', models.DateTimeField()),
                ('warned_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='InboundMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('message_id', models.CharField(blank=True, db_index=True, max_length=250)),
                ('sender', models.CharField(blank=True, max_length=254)),
                ('subject', models.CharField(blank=True, max_length=250)),
                ('received_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('raw', models.BinaryField(null=True)),
                ('state', models.CharField(choices=[('received', 'Not read yet'), ('waiting', 'Waits for you'), ('handled', 'Done by itself'), ('ignored', 'Set aside')], db_index=True, default='received', max_length=10)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('reason', models.CharField(blank=True, max_length=250)),
                ('facts', models.JSONField(default=dict)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='mail.message')),
                ('content_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='contenttypes.contenttype')),
                ('object_id', models.CharField(blank=True, max_length=40)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-received_at', '-pk'],
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='mail_inboun_content_1caa62_idx')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='mail.message')),
                ('name', models.CharField(max_length=120)),
                ('content_type', models.CharField(max_length=100)),
                ('content', models.BinaryField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
