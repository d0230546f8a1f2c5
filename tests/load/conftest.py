"""One installation in a folder of its own, on whichever database these tests run."""

import json
import os
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders

from tests.chaos.stage import Stage, scratch_database
from tests.load.site import PRODUCTION, Site

# On SQLite there is no server to die.
collect_ignore = [] if os.environ.get("DATABASE_URL") else ["test_database_restart.py"]


@contextmanager
def installation(folder: Path, database: str, people: int, **settings: str):
    """A stage with a site in front, its people's links, and a closing of both."""
    stage = Stage(folder, database, **PRODUCTION | settings)
    _list_static_files(folder / "static")
    opening = stage.cast("open_house", people, wait=False, stdout=subprocess.PIPE, text=True)
    cookie, *links = opening.communicate()[0].split()
    try:
        yield stage, Site(stage, cookie), links
    finally:
        stage.end()


def _list_static_files(folder: Path) -> None:
    """Their list alone, by which pages are made: to collect and compress them all takes ten seconds."""
    folder.mkdir()
    names = [name for finder in get_finders() for name, _ in finder.list([])]
    manifest = {"version": "1.1", "hash": "", "paths": dict(zip(names, names, strict=True))}
    (folder / "staticfiles.json").write_text(json.dumps(manifest))


@pytest.fixture(scope="module")
def database():
    """The address of an empty one on the server of these tests; none is SQLite."""
    with ExitStack() as stack:
        server = os.environ.get("DATABASE_URL", "")
        yield stack.enter_context(scratch_database(server)) if server else ""
