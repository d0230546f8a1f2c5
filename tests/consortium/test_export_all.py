"""Take your data with you: one open file, and back into an empty installation of the other database."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command


def elsewhere(folder: Path, *command: str) -> None:
    """Run a command of ours on a SQLite database of its own."""
    environment = {k: v for k, v in os.environ.items() if k not in {"REDIS_URL", "EMAIL_URL", "INBOUND_URL"}}
    environment |= {"DATABASE_URL": f"sqlite:///{folder}/other.sqlite3", "VAR_DIR": str(folder), "DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def installation(pytestconfig, tmp_path):
    """Make a folder with an empty SQLite installation, migrated once for each state of the migrations."""
    files = sorted(settings.BASE_DIR.glob("*/migrations/*.py"))
    state = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    kept = pytestconfig.cache.mkdir("empty") / state
    if not (kept / "other.sqlite3").exists():
        (tmp_path / "new").mkdir()
        elsewhere(tmp_path / "new", "migrate", "-v0")
        kept.mkdir(exist_ok=True)
        (tmp_path / "new" / "other.sqlite3").rename(kept / "other.sqlite3")

    def make(name: str) -> Path:
        (tmp_path / name).mkdir()
        shutil.copy(kept / "other.sqlite3", tmp_path / name / "other.sqlite3")
        return tmp_path / name

    return make


@pytest.mark.django_db(transaction=True)
def test_everything_goes_to_the_other_database_and_back_the_same(installation, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    one, another = installation("a"), installation("b")
    elsewhere(one, "load_sample", "-v0")
    elsewhere(one, "export_all", str(tmp_path / "first.tar"))
    call_command("restore", tmp_path / "first.tar", verbosity=0)
    call_command("export_all", tmp_path / "second.tar", verbosity=0)
    assert (tmp_path / "second.tar").read_bytes() == (tmp_path / "first.tar").read_bytes()
    elsewhere(another, "restore", str(tmp_path / "second.tar"))
    elsewhere(another, "export_all", str(tmp_path / "third.tar"))
    # The history of the second installation has one act more: its own export.
    assert (tmp_path / "third.tar").read_bytes() == (tmp_path / "first.tar").read_bytes()


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_all", tmp_path / "nowhere" / "all.tar")
