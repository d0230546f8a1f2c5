import django.db.models.deletion
import django.utils.timezone
import meetings.models.calendars
import meetings.models.meetings
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('meetings', '0001_initial'), ('meetings', '0002_initial'), ('meetings', '0003_calendars'), ('meetings', '0004_minutes'), ('meetings', '0005_attendance'), ('meetings', '0006_invitations_and_polls'), ('meetings', '0007_number_what_was_sent'), ('meetings', '0008_agenda_and_door'), ('meetings', '0009_minutes_life'), ('meetings', '0010_approved_by_meeting'), ('meetings', '0011_stays_and_asking_anew'), ('meetings', '0012_reply_addresses'), ('meetings', '0013_answer_totals'), ('meetings', '0014_closed_sessions'), ('meetings', '0015_taking_acts_back')]

    initial = True

    dependencies = [
        ('mail', '0001_first_release'),
        ('members', '0001_first_release'),
        ('tasks', '0001_first_release'),
        ('workgroups', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('parking', models.TextField(blank=True)),
                ('access', models.TextField(blank=True, help_text='Step-free entrance, quiet room, hearing loop.', verbose_name='getting in')),
                ('room', models.CharField(blank=True, max_length=80, verbose_name='usual room')),
                ('transit', models.TextField(blank=True, verbose_name='bus and train')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ReplyAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reply_addresses', to=settings.AUTH_USER_MODEL)),
                ('address', models.EmailField(max_length=254, unique=True)),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name_plural': 'reply addresses',
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
                ('key', models.CharField(default=meetings.models.calendars.new_feed_key, max_length=64, unique=True)),
                ('with_tasks', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('title', models.CharField(max_length=150)),
                ('workgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='workgroups.workgroup')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('format', models.CharField(choices=[('in_person', 'In person'), ('online', 'Online'), ('hybrid', 'In person and online')], default='in_person', max_length=10)),
                ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='meetings.venue')),
                ('room', models.CharField(blank=True, max_length=80)),
                ('join_link', models.URLField(blank=True)),
                ('capacity', models.PositiveSmallIntegerField(blank=True, help_text='Who says yes after that waits for a place.', null=True, verbose_name='places in the room')),
                ('provisional', models.BooleanField(default=False, editable=False, help_text='Only the date was told so far; the invitation follows.')),
                ('state', models.CharField(choices=[('scheduled', 'Scheduled'), ('moved', 'Moved'), ('cancelled', 'Cancelled'), ('held', 'Held')], default='scheduled', editable=False, max_length=10)),
                ('uid', models.CharField(default=meetings.models.meetings.new_uid, editable=False, max_length=64, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('asked_sequence', models.PositiveIntegerField(default=0, editable=False, help_text='The version with which answers were last asked anew; a reply to an older one is stale.')),
                ('revision', models.PositiveIntegerField(default=0, editable=False, help_text='Counts every change, also those of mere words.')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, help_text='DTSTAMP and LAST-MODIFIED of the feeds.')),
            ],
            options={
                'ordering': ['starts_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda_items', to='meetings.meeting')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('report', 'Report'), ('discussion', 'Discussion'), ('decision', 'Decision'), ('presentation', 'Presentation'), ('break', 'Break'), ('closed', 'Closed session')], default='discussion', max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('details', models.TextField(blank=True, max_length=4000)),
                ('minutes', models.PositiveSmallIntegerField(default=10)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('presenter', models.CharField(blank=True, max_length=120)),
                ('workgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='workgroups.workgroup')),
                ('audience', models.CharField(choices=[('public', 'Everyone'), ('members', 'Members'), ('coordinator', 'Coordinator alone')], default='members', max_length=12)),
                ('content_note', models.CharField(blank=True, max_length=200)),
                ('paid_hours', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('tasks', models.ManyToManyField(blank=True, related_name='agenda_items', to='tasks.task')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'position'), name='one_agenda_item_per_position')],
            },
        ),
        migrations.CreateModel(
            name='AgendaVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda_versions', to='meetings.meeting')),
                ('number', models.PositiveSmallIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('text', models.TextField()),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'number'), name='one_agenda_per_version')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='meetings.meeting')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='members.organization')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to=settings.AUTH_USER_MODEL)),
                ('guest_name', models.CharField(blank=True, max_length=150)),
                ('mode', models.CharField(choices=[('in_person', 'In person'), ('remote', 'By video or phone')], default='in_person', max_length=10)),
                ('source', models.CharField(choices=[('door', 'Checked in at the door'), ('self', 'Said so during the meeting'), ('late', 'Said so afterwards'), ('coordinator', 'Noted by the coordinator'), ('minutes', 'From the minutes')], default='door', max_length=12)),
                ('arrived_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'ordering': ['arrived_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('meeting', 'person', 'organization'), name='one_open_stay_for_each_seat'), models.UniqueConstraint(condition=models.Q(('left_at', None), ('organization', None)), fields=('meeting', 'person'), name='one_open_stay_without_a_seat'), models.UniqueConstraint(condition=models.Q(('guest_name', ''), ('left_at', None), ('person', None)), fields=('meeting', 'organization'), name='one_open_unnamed_stay_for_each_seat'), models.CheckConstraint(condition=models.Q(('organization__isnull', False), ('person__isnull', False), models.Q(('guest_name', ''), _negated=True), _connector='OR'), name='attendance_is_of_someone'), models.CheckConstraint(condition=models.Q(('left_at', None), ('left_at__gte', models.F('arrived_at')), _connector='OR'), name='attendance_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audiences', to='meetings.meeting')),
                ('workgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workgroups.workgroup')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organization')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('organization', None), ('workgroup', None)), fields=('meeting',), name='whole_consortium_asked_once'), models.UniqueConstraint(fields=('meeting', 'workgroup'), name='workgroup_asked_once'), models.UniqueConstraint(fields=('meeting', 'organization'), name='organization_asked_once'), models.CheckConstraint(condition=models.Q(('workgroup', None), ('organization', None), _connector='OR'), name='audience_is_one_group')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='meetings.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='members.organization')),
                ('in_stead_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='stand_ins', to='meetings.invitation')),
                ('chosen', models.BooleanField(default=False, help_text='Asked by name: stays asked whatever group she joins or leaves.')),
                ('response', models.CharField(choices=[('needs-action', 'No answer'), ('accepted', 'Yes'), ('tentative', 'Maybe'), ('declined', 'No')], default='needs-action', max_length=12)),
                ('answered_at', models.DateTimeField(null=True)),
                ('mode', models.CharField(blank=True, choices=[('in_person', 'In person'), ('remote', 'By video or phone')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('shows', models.BooleanField(default=False, help_text='Others may see that she comes (survivor safety R24).')),
                ('waiting_since', models.DateTimeField(help_text='She said yes when the room was full.', null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_why', models.CharField(blank=True, choices=[('uninvited', 'Taken back'), ('left', 'Left the group that was asked'), ('alternate', 'An alternate comes')], max_length=10)),
                ('asked_sequence', models.PositiveIntegerField(default=0, help_text='The version with which she was last asked anew; a reply to an older one is stale.')),
                ('sequence_sent', models.IntegerField(default=-1)),
                ('stamp_sent', models.DateTimeField(null=True)),
                ('revision_sent', models.IntegerField(default=-1)),
                ('link_version', models.PositiveSmallIntegerField(default=0, help_text='Links with another number are dead.')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='one_invitation_per_person')],
            },
        ),
        migrations.CreateModel(
            name='AnswerTotals',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer_totals', to='meetings.meeting')),
                ('asked', models.PositiveIntegerField()),
                ('accepted', models.PositiveIntegerField()),
                ('tentative', models.PositiveIntegerField()),
                ('declined', models.PositiveIntegerField()),
                ('within_a_day', models.PositiveIntegerField()),
                ('within_three_days', models.PositiveIntegerField()),
                ('within_a_week', models.PositiveIntegerField()),
                ('later', models.PositiveIntegerField()),
                ('folded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'answer totals',
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='meetings.meeting')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('circulated', 'Circulated draft'), ('approved', 'Approved'), ('published', 'Published')], default='draft', editable=False, max_length=10)),
                ('version', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('attendance', models.JSONField(blank=True, default=dict)),
                ('corrections_until', models.DateField(blank=True, null=True)),
                ('begun_at', models.DateTimeField(auto_now_add=True)),
                ('circulated_at', models.DateTimeField(editable=False, null=True)),
                ('approved_at', models.DateTimeField(editable=False, null=True)),
                ('published_at', models.DateTimeField(editable=False, null=True)),
                ('publication', models.PositiveSmallIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name_plural': 'minutes',
            },
        ),
        migrations.CreateModel(
            name='DoorPass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='door_passes', to='meetings.meeting')),
                ('helper', models.CharField(max_length=80)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'ordering': ['given_at'],
            },
        ),
        migrations.CreateModel(
            name='DoorNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='door_notes', to='meetings.meeting')),
                ('client_id', models.CharField(max_length=36)),
                ('outcome', models.CharField(max_length=12)),
                ('told', models.CharField(blank=True, max_length=250)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'client_id'), name='door_note_counts_once')],
            },
        ),
        migrations.CreateModel(
            name='MeetingEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='meetings.meeting')),
                ('kind', models.CharField(choices=[('scheduled', 'Scheduled'), ('saved', 'Save-the-date sent'), ('invited', 'Invitations sent'), ('changed', 'Changed'), ('moved', 'Moved'), ('cancelled', 'Cancelled'), ('held', 'Held')], max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sequence', models.PositiveIntegerField()),
                ('starts_at', models.DateTimeField(help_text='The beginning as it was after this.')),
                ('fields', models.JSONField(default=list, help_text='Names of the fields that changed.')),
                ('told', models.PositiveIntegerField(default=0, help_text='How many were written to.')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Before',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.CharField(max_length=80, unique=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('last_event', models.BigIntegerField(default=0, help_text='The number of the last line of the log.')),
                ('fields', models.JSONField()),
                ('invitations', models.JSONField(help_text='The same of each invitation, by its number.')),
            ],
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='meetings.meeting')),
                ('how', models.CharField(choices=[('place', 'Posted in a public place'), ('website', 'On the website'), ('paper', 'Paid notice in a newspaper'), ('media', 'Sent to news media that asked'), ('official', 'Sent to the official newspaper')], default='place', max_length=10)),
                ('where', models.CharField(max_length=150)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ShortNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='short_notice', to='meetings.meeting')),
                ('reason', models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150)),
                ('workgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='polls', to='workgroups.workgroup')),
                ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.venue')),
                ('meeting', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='poll', to='meetings.meeting')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('people', models.ManyToManyField(related_name='polls', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AgendaPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='meetings.agendaitem')),
                ('title', models.CharField(max_length=150)),
                ('file', models.FileField(upload_to='agenda/%Y/')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ItemProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='item_proposals', to='meetings.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='item_proposals', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('report', 'Report'), ('discussion', 'Discussion'), ('decision', 'Decision'), ('presentation', 'Presentation'), ('break', 'Break'), ('closed', 'Closed session')], default='discussion', max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('minutes', models.PositiveSmallIntegerField(default=10)),
                ('workgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workgroups.workgroup')),
                ('state', models.CharField(choices=[('open', 'Not answered yet'), ('accepted', 'On the agenda'), ('amended', 'On the agenda, changed'), ('declined', 'Declined')], default='open', editable=False, max_length=10)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('item', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposal', to='meetings.agendaitem')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('answered_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['proposed_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='meetings.invitation')),
                ('response', models.CharField(choices=[('needs-action', 'No answer'), ('accepted', 'Yes'), ('tentative', 'Maybe'), ('declined', 'No')], max_length=12)),
                ('mode', models.CharField(blank=True, choices=[('in_person', 'In person'), ('remote', 'By video or phone')], max_length=10)),
                ('source', models.CharField(choices=[('link', 'Link in the mail'), ('page', 'Signed-in page'), ('calendar', 'Calendar'), ('coordinator', 'Coordinator')], max_length=12)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Needs',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='meetings.invitation')),
                ('meal', models.CharField(blank=True, max_length=200)),
                ('access', models.CharField(blank=True, max_length=500)),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'needs',
            },
        ),
        migrations.CreateModel(
            name='AlternateWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alternate_wishes', to='meetings.invitation')),
                ('name', models.CharField(blank=True, max_length=150)),
                ('email', models.EmailField(max_length=254)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('settled_at', models.DateTimeField(null=True)),
                ('accepted', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('invitation',), name='one_open_alternate_wish')],
            },
        ),
        migrations.CreateModel(
            name='CalendarReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_replies', to='meetings.invitation')),
                ('inbound', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mail.inboundmessage')),
                ('partstat', models.CharField(max_length=20)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('stamp', models.DateTimeField()),
                ('sent_by', models.CharField(blank=True, max_length=254)),
                ('note', models.TextField(blank=True)),
                ('stands', models.BooleanField(default=False, help_text='Whether it changed the answer when it came.')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'calendar replies',
                'ordering': ['-sequence', '-stamp', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='meetings.invitation')),
                ('inbound', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mail.inboundmessage')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('settled_at', models.DateTimeField(null=True)),
                ('accepted', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MinutesStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='meetings.minutes')),
                ('what', models.CharField(choices=[('begun', 'Begun'), ('circulated', 'Circulated'), ('corrected', 'Corrected'), ('ballot', 'Put to the organizations for approval'), ('approved', 'Approved'), ('published', 'Published'), ('withdrawn', 'Public copy withdrawn')], max_length=10)),
                ('version', models.PositiveSmallIntegerField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minutes_steps', to='meetings.meeting')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='meetings.minutes')),
                ('position', models.PositiveIntegerField()),
                ('heading', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('note', 'Note'), ('decision', 'Decision'), ('motion', 'Motion'), ('action', 'Action item')], default='note', max_length=10)),
                ('text', models.TextField()),
                ('coordinator_only', models.BooleanField(default=False)),
                ('withheld', models.BooleanField(default=False)),
                ('stands', models.BooleanField(default=True)),
                ('carried', models.BooleanField(default=False, editable=False)),
                ('key', models.CharField(blank=True, editable=False, max_length=40)),
                ('approves', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approval_motions', to='meetings.minutes')),
                ('changed', models.PositiveIntegerField(default=0, editable=False)),
                ('task', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minutes_entry', to='tasks.task')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workgroups.workgroup')),
                ('who', models.CharField(blank=True, editable=False, max_length=200)),
                ('due', models.DateField(blank=True, null=True)),
                ('reference', models.CharField(blank=True, max_length=40)),
                ('mover', models.CharField(blank=True, max_length=200)),
                ('seconder', models.CharField(blank=True, max_length=200)),
                ('yes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('no', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('abstain', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('recused', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('result', models.CharField(blank=True, max_length=40)),
                ('named', models.TextField(blank=True)),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(fields=['kind', 'stands'], name='meetings_en_kind_3d61c2_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('minutes', 'key'), name='one_passage_per_browser_key')],
            },
        ),
        migrations.CreateModel(
            name='MinutesVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='meetings.minutes')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('minutes', 'number'), name='one_text_per_version')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='meetings.minutes')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['at'],
                'constraints': [models.UniqueConstraint(fields=('minutes', 'person', 'version'), name='reads_a_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redactions', to='meetings.minutes')),
                ('words', models.CharField(max_length=200)),
                ('keep', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('minutes', 'words'), name='words_are_settled_once')],
            },
        ),
        migrations.CreateModel(
            name='PollDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dates', to='meetings.poll')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('poll', 'starts_at'), name='date_offered_once'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='poll_date_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='meetings.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to=settings.AUTH_USER_MODEL)),
                ('proposed', models.TextField(max_length=5000)),
                ('state', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('amended', 'Accepted in other words'), ('declined', 'Declined')], default='open', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='Motion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='motion', to='meetings.entry')),
                ('approves', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='meetings.minutes')),
                ('until', models.DateField(blank=True, null=True)),
                ('basis', models.CharField(choices=[('cast', 'of the votes cast'), ('present', 'of the voting members present'), ('all', 'of all voting members')], default='cast', max_length=8)),
                ('share', models.CharField(choices=[('majority', 'More than half'), ('two_thirds', 'Two thirds')], default='majority', max_length=10)),
                ('eligible', models.PositiveSmallIntegerField(default=0)),
                ('present', models.PositiveSmallIntegerField(default=0)),
                ('quorum', models.PositiveSmallIntegerField(default=0)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('counted_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('approves', None), ('entry__isnull', False)), models.Q(('approves__isnull', False), ('entry', None)), _connector='OR'), name='motion_is_in_a_meeting_or_out_of_it'), models.UniqueConstraint(condition=models.Q(('counted_at', None)), fields=('approves',), name='one_open_ballot_per_minutes')],
            },
        ),
        migrations.CreateModel(
            name='PollAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='meetings.polldate')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='poll_answers', to=settings.AUTH_USER_MODEL)),
                ('ability', models.CharField(choices=[('yes', 'I can'), ('maybe', 'If need be'), ('no', 'I cannot')], max_length=5)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('date', 'person'), name='one_answer_for_each_date')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('motion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='meetings.motion')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='members.organization')),
                ('choice', models.CharField(choices=[('for', 'For'), ('against', 'Against'), ('abstain', 'Abstains'), ('recused', 'Recused')], max_length=8)),
            ],
            options={
                'ordering': ['organization__name'],
                'constraints': [models.UniqueConstraint(fields=('motion', 'organization'), name='one_vote_per_organization')],
            },
        ),
    ]
