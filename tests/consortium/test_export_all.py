"""Take your data with you: one open file, and back into an empty installation of the other database."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.migrated import elsewhere, migrated


@pytest.fixture
def installation(tmp_path):
    """Make a folder with an empty SQLite installation."""

    def make(name: str) -> Path:
        (tmp_path / name).mkdir()
        shutil.copy(migrated(), tmp_path / name / "other.sqlite3")
        return tmp_path / name

    return make


def elsewhere_at_once(folder: Path, *commands: tuple[str, ...]) -> None:
    """One after the other in one process, whose start takes as long as what it is asked."""
    acts = [f"call_command(*{command!r}, verbosity=0)" for command in commands]
    elsewhere(folder, "shell", "-c", "\n".join(["from django.core.management import call_command", *acts]))


@pytest.mark.django_db(transaction=True)
def test_everything_goes_to_the_other_database_and_back_the_same(installation, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    one, another = installation("a"), installation("b")
    elsewhere_at_once(one, ("load_sample",), ("export_all", str(tmp_path / "first.tar")))
    call_command("restore", tmp_path / "first.tar", verbosity=0)
    call_command("export_all", tmp_path / "second.tar", verbosity=0)
    assert (tmp_path / "second.tar").read_bytes() == (tmp_path / "first.tar").read_bytes()
    third = ("export_all", str(tmp_path / "third.tar"))
    elsewhere_at_once(another, ("restore", str(tmp_path / "second.tar")), third)
    # The history of the second installation has one act more: its own export.
    assert (tmp_path / "third.tar").read_bytes() == (tmp_path / "first.tar").read_bytes()


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_all", tmp_path / "nowhere" / "all.tar")
