"""An empty installation, migrated once for each state of the migrations and copied from then on."""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.apps import apps
from django.conf import settings

KEPT = settings.BASE_DIR / "var" / "migrated"


def elsewhere(folder: Path, *command: str, database: str = "") -> None:
    """Run a command of ours on that database, or on the SQLite one in that folder."""
    environment = {k: v for k, v in os.environ.items() if k not in {"REDIS_URL", "EMAIL_URL", "INBOUND_URL"}}
    database = database or f"sqlite:///{folder}/other.sqlite3"
    environment |= {"DATABASE_URL": database, "VAR_DIR": str(folder), "DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def state() -> str:
    """Another one for every change of what fills an empty database."""
    files = [
        file for app in apps.get_app_configs() for file in sorted(Path(app.path).glob("migrations/*.py"))
    ]
    files += [
        file for file in sorted(settings.BASE_DIR.glob("*/data/*")) if file.is_file()
    ]  # fills tables, too
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def migrated() -> Path:
    """The SQLite file, to be copied and never opened to write; whoever asks first makes it, the others wait."""
    folder = KEPT / state()
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


def migrated_template() -> str:
    """The name of the PostgreSQL database, to be cloned and never connected to; made likewise beside DATABASE_URL's."""
    server, now = settings.DATABASES["default"], state()
    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"test_{server['NAME']}_migrated"
    with psycopg.connect(url.geturl(), autocommit=True) as asked:
        asked.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        of = asked.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        )
        if of.fetchone() != (now,):
            asked.execute(f'DROP DATABASE IF EXISTS "{name}"')
            asked.execute(f'CREATE DATABASE "{name}"')
            (KEPT / now).mkdir(parents=True, exist_ok=True)
            elsewhere(KEPT / now, "migrate", "-v0", database=url._replace(path=f"/{name}").geturl())
            asked.execute(f"COMMENT ON DATABASE \"{name}\" IS '{now}'")
    return name
