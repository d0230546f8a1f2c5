"""A database that stopped in the middle of the migrations of before the first release must not be taken for a whole one."""

from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader

LAST_WITH_ALL = "c221f2a"


@register(Tags.database)
def check_half_migrated(app_configs, databases, **kwargs) -> list[Error]:
    """An error of `migrate` and `check --database default` for each app of which only some old migrations were applied.

    Django finds no way for such an app, and leaves it out without a word.
    """
    errors = []
    for alias in databases or []:
        loader = MigrationLoader(connections[alias])
        for (app, _name), migration in loader.replacements.items():
            applied = [target in loader.applied_migrations for target in migration.replaces]
            if any(applied) and not all(applied):
                errors.append(
                    Error(
                        f"The tables of “{app}” are those of a version from before the first release.",
                        hint=f"Run `migrate` of version {LAST_WITH_ALL} first, then this one's.",
                        id="consortium.E001",
                    )
                )
    return errors
