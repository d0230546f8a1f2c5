import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('tasks', '0001_initial'), ('tasks', '0002_task_lists'), ('tasks', '0003_documents'), ('tasks', '0004_open_tasks'), ('tasks', '0005_told_in')]

    initial = True

    dependencies = [
        ('mail', '0001_first_release'),
        ('members', '0001_first_release'),
        ('workgroups', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workgroup', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='workgroups.workgroup')),
                ('year', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=250)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('carried_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='tasks.goal')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('workgroup', 'year', 'title'), name='one_goal_per_title_and_year')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workgroup', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='workgroups.workgroup')),
                ('quarter', models.CharField(max_length=7)),
                ('text', models.TextField()),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('filed_at', models.DateTimeField(blank=True, null=True)),
                ('filed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-quarter'],
                'constraints': [models.UniqueConstraint(fields=('workgroup', 'quarter'), name='one_report_per_quarter')],
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
                ('workgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workgroups.workgroup')),
                ('name', models.CharField(max_length=60)),
                ('query', models.CharField(max_length=250)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='tasks.goal')),
                ('title', models.CharField(max_length=250)),
                ('measure', models.CharField(blank=True, max_length=250)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('carried_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='tasks.objective')),
                ('carried_over', models.PositiveSmallIntegerField(default=0, editable=False)),
            ],
            options={
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('goal', 'title'), name='one_objective_per_title_and_goal')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='workgroups.workgroup')),
                ('objective', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='tasks.objective')),
                ('title', models.CharField(max_length=250)),
                ('description', models.TextField(blank=True)),
                ('deliverable', models.CharField(blank=True, max_length=250)),
                ('measure', models.CharField(blank=True, max_length=250)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to=settings.AUTH_USER_MODEL)),
                ('assigned_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('told_in', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mail.message')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='members.organization')),
                ('due', models.DateField(blank=True, null=True)),
                ('due_by_quarter', models.BooleanField(default=False)),
                ('proposed_due', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'In progress'), ('waiting', 'Waiting'), ('done', 'Done'), ('dropped', 'Dropped')], default='not_started', max_length=12)),
                ('reason', models.CharField(blank=True, max_length=250)),
                ('status_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('priority', models.PositiveSmallIntegerField(choices=[(1, 'High'), (2, 'Normal'), (3, 'Low')], default=2)),
                ('public', models.BooleanField(default=False)),
                ('help_wanted', models.BooleanField(default=False, help_text='Any member may offer to help.')),
                ('needs_help', models.BooleanField(default=False, help_text='Whoever has it asked the chair for help.')),
                ('repeats', models.BooleanField(default=False, help_text='Opens again for the next quarter when done.')),
                ('repeat_of', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeated_as', to='tasks.task')),
                ('origin', models.CharField(blank=True, db_index=True, max_length=40)),
                ('source', models.CharField(blank=True, max_length=250)),
                ('snoozed_until', models.DateField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('depends_on', models.ManyToManyField(blank=True, related_name='holds_up', to='tasks.task')),
            ],
            options={
                'ordering': ['due', 'pk'],
                'indexes': [models.Index(fields=['workgroup', 'status', 'due'], name='tasks_task_workgro_8e822f_idx'), models.Index(fields=['workgroup', 'due'], name='tasks_task_workgro_72c6a4_idx'), models.Index(fields=['workgroup', 'changed_at'], name='tasks_task_workgro_0b7621_idx'), models.Index(condition=models.Q(('status__in', ('done', 'dropped')), _negated=True), fields=['workgroup', 'due', 'id'], name='open_tasks_of_a_group'), models.Index(condition=models.Q(('status__in', ('done', 'dropped')), _negated=True), fields=['assignee', 'due'], name='open_tasks_of_a_person'), models.Index(condition=models.Q(('status__in', ('done', 'dropped')), _negated=True), fields=['due'], name='open_tasks_by_date')],
            },
        ),
        migrations.CreateModel(
            name='Helper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='helpers', to='tasks.task')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='task_helps', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='task_helps', to='members.organization')),
                ('offered_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organization', None), ('person__isnull', False)), models.Q(('organization__isnull', False), ('person', None)), _connector='OR'), name='helper_is_person_or_organization'), models.UniqueConstraint(fields=('task', 'person'), name='one_helper_per_person'), models.UniqueConstraint(fields=('task', 'organization'), name='one_helper_per_organization')],
            },
        ),
        migrations.CreateModel(
            name='Reminded',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminded', to='tasks.task')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.CharField(choices=[('overdue', 'Overdue'), ('due_soon', 'Due soon'), ('waiting', 'Waiting for a long time'), ('no_owner', 'Nobody has this yet')], max_length=10)),
                ('reference', models.DateField(help_text='The due date, or the day since which it stands as it does.')),
                ('day', models.DateField(help_text='The day on which the reminder fell.')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('task', 'person', 'reason', 'reference', 'day'), name='reminded_once_per_reference')],
            },
        ),
        migrations.CreateModel(
            name='TaskDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150)),
                ('file', models.FileField(upload_to='documents/%Y/')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='tasks.task')),
            ],
            options={
                'ordering': ['-added_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='tasks.task')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='task_comments', to=settings.AUTH_USER_MODEL)),
                ('text', models.TextField()),
                ('source', models.CharField(choices=[('page', 'Signed-in page'), ('link', 'Link in the mail'), ('mail', 'Reply to the mail')], default='page', max_length=4)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('mentions', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checklist', to='tasks.task')),
                ('text', models.CharField(max_length=200)),
                ('done', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
