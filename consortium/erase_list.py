"""Who was removed, by handle alone: kept outside the database too, so that an old backup brings nobody back (R32).

One line of JSON each, in the folder of backups below VAR_DIR, and beside each backup that was written elsewhere.
"""

import json
import logging
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from audit.models import Entry
from members.models import Person

NAME = "erased.jsonl"
log = logging.getLogger(__name__)


def own_list() -> Path:
    return Path(settings.VAR_DIR) / "backups" / NAME


def note(handle: str) -> None:
    """Write one removal down. A full disk does not undo it: the database knows, and the next backup adds it."""
    try:
        own_list().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with own_list().open("a", encoding="utf-8") as file:
            file.write(_line(handle))
    except OSError as error:
        log.warning("erase list: %s", type(error).__name__)


def read(path: Path) -> set[str]:
    """The handles in a list; none where there is no list."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return set()
    return {json.loads(line)["handle"] for line in lines if line.strip()}


def copy_beside(folder: Path) -> None:
    """Bring the list in a folder of backups up to what the database and our own list know."""
    target = folder / NAME
    known = read(target)
    removed = Entry.objects.filter(verb="person.removed").values_list("object_id", flat=True)
    told = set(Person.objects.filter(pk__in=[int(pk) for pk in removed]).values_list("handle", flat=True))
    fresh = sorted((told | read(own_list())) - known)
    with target.open("a", encoding="utf-8") as file:
        file.writelines(_line(handle) for handle in fresh)


def _line(handle: str) -> str:
    return json.dumps({"handle": handle, "noted": timezone.now().isoformat(timespec="seconds")}) + "\n"
