import django.db.models.deletion
import django.utils.timezone
import members.models.seats
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('members', '0001_initial'), ('members', '0002_roster_import'), ('members', '0003_people_and_seats'), ('members', '0004_growth'), ('members', '0005_mailing_address'), ('members', '0006_coordinator_deputies'), ('members', '0007_data_exports'), ('members', '0008_stay_questions'), ('members', '0009_roster_import_changed'), ('members', '0010_languages')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=80)),
                ('protected', models.BooleanField(default=False)),
                ('minimum_seats', models.PositiveSmallIntegerField(default=1, verbose_name='seats wanted at least')),
                ('minimum_per_region', models.PositiveSmallIntegerField(default=1, verbose_name='in each region at least')),
                ('in_every_county', models.BooleanField(default=False, verbose_name='wanted in every county')),
                ('with_every_tribe', models.BooleanField(default=False, verbose_name='wanted with every Tribe')),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('handle', models.CharField(default=members.models.seats.new_handle, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=150)),
                ('display_name', models.CharField(blank=True, help_text='How others see you.', max_length=150)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('pronouns', models.CharField(blank=True, max_length=40)),
                ('mailing_address', models.CharField(blank=True, help_text='Only for letters; one line. An assigned (Safe at Home) address is welcome.', max_length=200)),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('contact', 'Through a named contact'), ('none', 'No mail: looks for herself'), ('undecided', 'Not chosen yet')], default='email', max_length=10)),
                ('contact_name', models.CharField(blank=True, max_length=150)),
                ('contact_email', models.EmailField(blank=True, help_text='Where mail goes when the channel is a contact.', max_length=254)),
                ('discreet', models.BooleanField(default=False)),
                ('language', models.CharField(blank=True, db_default='', help_text='Of her mail, and of the pages where she is signed in.', max_length=10)),
                ('chair_sees_name', models.BooleanField(default=False, help_text='The chairs of her workgroups may read her name.')),
                ('is_coordinator', models.BooleanField(default=False)),
                ('is_staff', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['name'],
                'indexes': [models.Index(fields=['name', 'id'], name='members_per_name_c45457_idx'), models.Index(fields=['display_name'], name='members_per_display_f9c7e6_idx'), models.Index(fields=['email'], name='members_per_email_9766f1_idx')],
            },
        ),
        migrations.CreateModel(
            name='KeptApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=12)),
                ('first', models.BigIntegerField()),
                ('second', models.BigIntegerField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('model', 'first', 'second'), name='kept_apart_once')],
            },
        ),
        migrations.CreateModel(
            name='DataExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=40)),
                ('format', models.CharField(max_length=10)),
                ('purpose', models.CharField(max_length=200)),
                ('with_unlisted', models.BooleanField(default=False, help_text='More than members may read: people, fields or exact figures.')),
                ('count', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='County',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fips', models.CharField(max_length=5, unique=True)),
                ('name', models.CharField(max_length=60, unique=True)),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='counties', to='members.region')),
            ],
            options={
                'verbose_name_plural': 'counties',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='CoordinatorDeputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deputyships', to=settings.AUTH_USER_MODEL)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('acting', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name_plural': 'coordinator deputies',
                'ordering': ['-since'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='coordinator_deputy_has_an_end')],
            },
        ),
        migrations.CreateModel(
            name='RosterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('content', models.BinaryField(blank=True)),
                ('state', models.CharField(choices=[('previewed', 'Not confirmed yet'), ('applied', 'Imported'), ('undone', 'Undone')], default='previewed', max_length=10)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('columns', models.JSONField(blank=True, default=dict)),
                ('sectors', models.JSONField(blank=True, default=dict)),
                ('created', models.JSONField(blank=True, default=dict)),
                ('changed', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='StayQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stay_questions', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_on', models.DateField(help_text='The day on which she is removed if she is silent.', null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('stays', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('person',), name='one_open_stay_question')],
            },
        ),
        migrations.CreateModel(
            name='Tribe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=120)),
                ('short_name', models.CharField(max_length=60)),
                ('counties', models.ManyToManyField(blank=True, related_name='tribes', to='members.county')),
            ],
            options={
                'ordering': ['short_name'],
            },
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('agency', 'Agency or organization'), ('group', 'Group'), ('individual', 'Individual who serves in their own name')], default='agency', max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='members.sector')),
                ('status', models.CharField(choices=[('applied', 'Applied'), ('active', 'Active'), ('on_leave', 'On leave'), ('former', 'Former')], default='active', max_length=10)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('voting', models.BooleanField(default=True)),
                ('statewide', models.BooleanField(default=False)),
                ('website', models.URLField(blank=True)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, help_text="The office's address, not a person's.", max_length=254)),
                ('mou_signed_on', models.DateField(blank=True, null=True)),
                ('notes', models.TextField(blank=True, help_text='For the coordinator alone.')),
                ('counties', models.ManyToManyField(blank=True, related_name='organizations', to='members.county')),
                ('tribes', models.ManyToManyField(blank=True, related_name='organizations', to='members.tribe')),
            ],
            options={
                'ordering': ['name'],
                'indexes': [models.Index(fields=['name', 'id'], name='members_org_name_a9efc2_idx'), models.Index(fields=['status', 'name'], name='members_org_status_61c09b_idx'), models.Index(fields=['sector', 'status', 'name'], name='members_org_sector__56d514_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('since', None), ('until__gte', models.F('since')), _connector='OR'), name='organization_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Representation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representations', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representations', to='members.organization')),
                ('role', models.CharField(choices=[('primary', 'Primary representative'), ('alternate', 'Alternate')], default='primary', max_length=10)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'until'], name='members_rep_organiz_de2475_idx'), models.Index(fields=['person', 'until'], name='members_rep_person__cb70a4_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('role', 'primary'), ('until', None)), fields=('organization',), name='one_open_primary_per_organization'), models.CheckConstraint(condition=models.Q(('until', None), ('since', None), ('until__gte', models.F('since')), _connector='OR'), name='representation_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='members.organization')),
                ('audience', models.CharField(choices=[('workgroup', 'People in my workgroups'), ('members', 'All members'), ('public', 'The public')], max_length=10)),
                ('field', models.CharField(choices=[('name', 'Name'), ('email', 'E-mail'), ('phone', 'Phone'), ('title', 'Title'), ('pronouns', 'Pronouns'), ('seats', 'Whom I represent')], max_length=10)),
                ('text_version', models.CharField(max_length=20)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_on', models.DateField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['audience', 'field'],
                'indexes': [models.Index(fields=['audience', 'field', 'expires_on', 'person'], name='members_con_audienc_cc3121_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('organization', None), ('withdrawn_at', None)), fields=('person', 'audience', 'field'), name='one_open_consent_per_field'), models.UniqueConstraint(condition=models.Q(('organization__isnull', False), ('withdrawn_at', None)), fields=('organization',), name='one_open_consent_per_organization')],
            },
        ),
        migrations.CreateModel(
            name='Prospect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='organization or person')),
                ('kind', models.CharField(choices=[('agency', 'Agency or organization'), ('group', 'Group'), ('individual', 'Individual who serves in their own name')], default='agency', max_length=12)),
                ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='prospects', to='members.sector')),
                ('contact', models.CharField(blank=True, max_length=150, verbose_name='whom to ask for')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(choices=[('to_ask', 'To be asked'), ('contacted', 'Contacted'), ('interested', 'Interested'), ('declined', 'Declined'), ('joined', 'Joined')], default='to_ask', max_length=10)),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='next step on')),
                ('asker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='prospects', to=settings.AUTH_USER_MODEL, verbose_name='who asks')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='prospects', to='members.organization')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('counties', models.ManyToManyField(blank=True, related_name='prospects', to='members.county')),
                ('tribes', models.ManyToManyField(blank=True, related_name='prospects', to='members.tribe')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='status_changes', to='members.organization')),
                ('status', models.CharField(choices=[('applied', 'Applied'), ('active', 'Active'), ('on_leave', 'On leave'), ('former', 'Former')], max_length=10)),
                ('since', models.DateField()),
                ('note', models.CharField(blank=True, help_text='For the coordinator alone.', max_length=200)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-since', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='OrganizationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='members.organization')),
                ('field', models.CharField(max_length=40)),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['seen_at'], name='members_org_seen_at_56fe09_idx')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='members.organization')),
                ('kind', models.CharField(choices=[('mou', 'Memorandum of understanding'), ('authorization', 'Letter that names the representatives'), ('other', 'Other')], default='mou', max_length=15)),
                ('signed_on', models.DateField(help_text='The date on the paper.', verbose_name='date')),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('file', models.FileField(upload_to='documents/%Y/')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-signed_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('agency', 'Agency or organization'), ('group', 'Group'), ('individual', 'Individual who serves in their own name')], default='agency', max_length=12)),
                ('organization_name', models.CharField(blank=True, max_length=200)),
                ('sector', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='applications', to='members.sector')),
                ('name', models.CharField(max_length=150)),
                ('email', models.EmailField(max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('statewide', models.BooleanField(default=False)),
                ('website', models.URLField(blank=True)),
                ('why', models.TextField(blank=True)),
                ('discreet', models.BooleanField(default=False)),
                ('language', models.CharField(blank=True, db_default='', help_text='In which the form was read.', max_length=10)),
                ('state', models.CharField(choices=[('unconfirmed', 'Address not confirmed'), ('waiting', 'Waiting for the coordinator'), ('asked', 'A question was asked'), ('approved', 'Approved'), ('declined', 'Declined')], default='unconfirmed', max_length=12)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('question', models.TextField(blank=True)),
                ('answer', models.TextField(blank=True)),
                ('letter', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='applications', to='members.organization')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='applications', to=settings.AUTH_USER_MODEL)),
                ('counties', models.ManyToManyField(blank=True, related_name='applications', to='members.county')),
                ('tribes', models.ManyToManyField(blank=True, related_name='applications', to='members.tribe')),
            ],
            options={
                'ordering': ['made_at'],
            },
        ),
        migrations.CreateModel(
            name='ProspectStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prospect', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='members.prospect')),
                ('state', models.CharField(choices=[('to_ask', 'To be asked'), ('contacted', 'Contacted'), ('interested', 'Interested'), ('declined', 'Declined'), ('joined', 'Joined')], max_length=10)),
                ('note', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
    ]
