import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('library', '0001_initial'), ('library', '0002_link_failures'), ('library', '0003_pages_and_versions'), ('library', '0004_public_reader'), ('library', '0005_changed_at'), ('library', '0006_several_readers_and_topics'), ('library', '0007_fill_readers_and_topics'), ('library', '0008_link_recovers'), ('library', '0009_link_leads_to')]

    initial = True

    dependencies = [
        ('members', '0001_first_release'),
        ('tasks', '0001_first_release'),
        ('workgroups', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='pictures/%Y/')),
                ('alt', models.CharField(max_length=200, verbose_name='what it shows')),
                ('dignity', models.BooleanField(default=False, verbose_name='reviewed for dignity')),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('dignity', True)), name='picture_reviewed_for_dignity'), models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='picture_says_what_it_shows')],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('document', 'Document'), ('link', 'Web link'), ('training', 'Training'), ('service', 'Service'), ('statute', 'Statute or act'), ('data_set', 'Data set')], default='link', max_length=10)),
                ('reader', models.CharField(choices=[('everyone', 'The public'), ('service_provider', 'Service providers'), ('law_enforcement', 'Law enforcement'), ('educator', 'Educators'), ('survivor', 'Survivors')], default='everyone', editable=False, help_text='Unused: see `written_for`.', max_length=20)),
                ('summary', models.TextField(blank=True, max_length=2000)),
                ('source', models.CharField(blank=True, help_text='Who publishes it.', max_length=200)),
                ('author', models.CharField(blank=True, max_length=200)),
                ('dated', models.CharField(blank=True, help_text='As the source gives it: 2008, May 2012.', max_length=40, verbose_name='date')),
                ('topic', models.CharField(blank=True, editable=False, help_text='Unused: see `topics`.', max_length=80)),
                ('topic_words', models.TextField(blank=True, db_default='', editable=False, help_text='The names of its topics, where the search reads them.')),
                ('language', models.CharField(default='English', max_length=40)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('file', models.FileField(blank=True, upload_to='library/%Y/')),
                ('state', models.CharField(choices=[('suggested', 'Suggested'), ('in_review', 'Being validated'), ('published', 'Published'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='suggested', editable=False, max_length=10)),
                ('suggested_at', models.DateTimeField(auto_now_add=True)),
                ('workgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='workgroups.workgroup')),
                ('validator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='to_validate', to=settings.AUTH_USER_MODEL)),
                ('validated_at', models.DateTimeField(editable=False, null=True)),
                ('changed_at', models.DateTimeField(editable=False, help_text='When its words or its validation last changed.', null=True)),
                ('next_review', models.DateField(editable=False, null=True)),
                ('task', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='resources', to='tasks.task')),
                ('task_is_for_link', models.BooleanField(db_default=False, default=False, editable=False)),
                ('link_state', models.CharField(choices=[('unchecked', 'Not checked yet'), ('fine', 'Answers'), ('guarded', 'Lets only people in'), ('moved', 'Leads to another site'), ('changed', 'Title changed'), ('broken', 'Does not answer')], default='unchecked', editable=False, max_length=10)),
                ('link_title', models.CharField(blank=True, editable=False, max_length=200)),
                ('link_leads_to', models.URLField(blank=True, db_default='', editable=False, help_text='Where the last visit ended, if on another site.', max_length=500)),
                ('link_may_lead_to', models.URLField(blank=True, db_default='', editable=False, help_text='An address on the other site to which it leads on purpose.', max_length=500)),
                ('link_failures', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('link_checked_at', models.DateTimeField(editable=False, null=True)),
                ('topics', models.ManyToManyField(blank=True, related_name='resources', to='library.topic')),
                ('counties', models.ManyToManyField(blank=True, related_name='resources', to='members.county')),
                ('tribes', models.ManyToManyField(blank=True, related_name='resources', to='members.tribe')),
            ],
            options={
                'ordering': ['title'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('next_review__isnull', False), _connector='OR'), name='published_resource_has_a_shelf_life')],
            },
        ),
        migrations.CreateModel(
            name='WrittenFor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='written_for', to='library.resource')),
                ('reader', models.CharField(choices=[('everyone', 'The public'), ('service_provider', 'Service providers'), ('law_enforcement', 'Law enforcement'), ('educator', 'Educators'), ('survivor', 'Survivors')], max_length=20)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('resource', 'reader'), name='one_row_per_resource_reader')],
            },
        ),
        migrations.CreateModel(
            name='Validation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='validations', to='library.resource')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='validations', to=settings.AUTH_USER_MODEL)),
                ('workgroup', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='validations', to='workgroups.workgroup')),
                ('at', models.DateTimeField()),
                ('checked', models.JSONField(default=list)),
                ('next_review', models.DateField()),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='ResourceVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='library.resource')),
                ('number', models.PositiveIntegerField()),
                ('values', models.JSONField(default=dict)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('resource', 'number'), name='one_record_per_resource_version')],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text="The last part of the page's address.", unique=True, verbose_name='address')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='PageVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='library.page')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('summary', models.CharField(blank=True, help_text='One line under the title; search engines show it too.', max_length=200)),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='one_text_per_page_version')],
            },
        ),
        migrations.AddField(
            model_name='page',
            name='published',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.pageversion'),
        ),
    ]
