"""An empty SQLite installation, migrated once for each state of the migrations and copied from then on."""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings

KEPT = settings.BASE_DIR / "var" / "migrated"


def elsewhere(folder: Path, *command: str) -> None:
    """Run a command of ours on the SQLite database in that folder."""
    environment = {k: v for k, v in os.environ.items() if k not in {"REDIS_URL", "EMAIL_URL", "INBOUND_URL"}}
    environment |= {"DATABASE_URL": f"sqlite:///{folder}/other.sqlite3", "VAR_DIR": str(folder), "DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def migrated() -> Path:
    """The database's file, to be copied and never opened to write; whoever asks first makes it, the others wait."""
    files = [
        file for app in apps.get_app_configs() for file in sorted(Path(app.path).glob("migrations/*.py"))
    ]
    files += [
        file for file in sorted(settings.BASE_DIR.glob("*/data/*")) if file.is_file()
    ]  # fills tables, too
    state = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    folder = KEPT / state
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / "migrated.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            (folder / "other.sqlite3").unlink(missing_ok=True)
            elsewhere(folder, "migrate", "-v0")
            with closing(sqlite3.connect(folder / "other.sqlite3")) as database:
                database.execute("PRAGMA journal_mode=DELETE")  # one file, whole in itself
            (folder / "other.sqlite3").rename(made)
    return made
