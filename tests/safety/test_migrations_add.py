"""A new release runs beside the old one for a while: a migration may add, and take away only in a second step."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations import operations as ops
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import CharField

TAKE_AWAY = (ops.RemoveField, ops.RenameField, ops.DeleteModel, ops.RenameModel, ops.AlterModelTable)
OURS = {
    "charter", "audit", "mail", "members", "workgroups", "tasks", "meetings", "library", "reports", "consortium",
}  # fmt: skip


def added_later() -> list:
    loader = MigrationLoader(connection)
    found = [migration for (app, _name), migration in loader.disk_migrations.items() if app in OURS]
    return [migration for migration in found if not migration.initial]


def taking_away(migrations) -> list[tuple[str, str, str]]:
    return [
        (migration.app_label, migration.name, type(step).__name__)
        for migration in migrations
        for step in migration.operations
        if isinstance(step, TAKE_AWAY)
    ]


@pytest.mark.django_db
def test_migrations_only_add():
    assert {config.label for config in apps.get_app_configs()} >= OURS
    assert taking_away(added_later()) == []


def test_a_migration_that_takes_away_is_seen():
    later = Migration("0002_no_venues", "meetings")
    later.operations = [ops.AddField("meeting", "place", CharField()), ops.RemoveField("meeting", "venue")]
    assert taking_away([later]) == [("meetings", "0002_no_venues", "RemoveField")]


@pytest.mark.django_db
def test_an_installation_from_before_the_first_release_has_nothing_to_do():
    """Its many migrations are those of which the first release is made."""
    MigrationRecorder(connection).migration_qs.filter(name="0001_first_release").delete()
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    replaced = {app for app, name in executor.loader.replacements if name == "0001_first_release"}
    assert replaced == OURS


@pytest.mark.django_db
def test_an_installation_in_the_middle_of_them_is_told_which_version_comes_first():
    rows = MigrationRecorder(connection).migration_qs
    rows.filter(app="meetings", name__in=["0001_first_release", "0015_taking_acts_back"]).delete()
    with pytest.raises(SystemCheckError, match=r"(?s)tables of “meetings”.*Run `migrate` of version"):
        call_command("migrate", verbosity=0, skip_checks=False)
