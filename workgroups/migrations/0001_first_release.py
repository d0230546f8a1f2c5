import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('workgroups', '0001_initial'), ('workgroups', '0002_task_lists'), ('workgroups', '0003_documents_and_deputies')]

    initial = True

    dependencies = [
        ('members', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='Workgroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('workgroup', 'Workgroup'), ('task_force', 'Local task force')], default='workgroup', max_length=12)),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=120)),
                ('charge', models.TextField(blank=True)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('counties', models.ManyToManyField(blank=True, related_name='workgroups', to='members.county')),
            ],
            options={
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to=settings.AUTH_USER_MODEL)),
                ('workgroup', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='workgroups.workgroup')),
                ('kind', models.CharField(choices=[('chair', 'Chair'), ('co_chair', 'Co-chair'), ('deputy', 'Deputy'), ('member', 'Member')], default='member', max_length=10)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='role_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'deputy'), _negated=True), ('until__isnull', False), _connector='OR'), name='deputy_has_an_end')],
            },
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workgroup', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to='workgroups.workgroup')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to=settings.AUTH_USER_MODEL)),
                ('note', models.CharField(blank=True, max_length=250)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('accepted', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['asked_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('workgroup', 'person'), name='one_open_join_request')],
            },
        ),
        migrations.CreateModel(
            name='GroupDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150)),
                ('file', models.FileField(upload_to='documents/%Y/')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('workgroup', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='workgroups.workgroup')),
                ('public', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-added_at', '-pk'],
                'abstract': False,
            },
        ),
    ]
