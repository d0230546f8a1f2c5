"""A new release runs beside the old one for a while: a migration may add, and take away only in a second step."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader

TAKE_AWAY = (ops.RemoveField, ops.RenameField, ops.DeleteModel, ops.RenameModel, ops.AlterModelTable)
OURS = {
    "charter", "audit", "mail", "members", "workgroups", "tasks", "meetings", "library", "reports", "consortium",
}  # fmt: skip
# Before the first release, when no older process could be running.
BEFORE_RELEASE = {
    ("meetings", "0009_minutes_life"), ("members", "0003_people_and_seats"), ("members", "0007_data_exports"),
}  # fmt: skip


def added_later() -> list:
    loader = MigrationLoader(connection)
    found = [migration for (app, _name), migration in loader.disk_migrations.items() if app in OURS]
    return [migration for migration in found if not migration.initial]


@pytest.mark.django_db
def test_migrations_only_add():
    assert {config.label for config in apps.get_app_configs()} >= OURS
    taking = [
        (migration.app_label, migration.name, type(step).__name__)
        for migration in added_later()
        for step in migration.operations
        if isinstance(step, TAKE_AWAY) and (migration.app_label, migration.name) not in BEFORE_RELEASE
    ]
    assert taking == []
