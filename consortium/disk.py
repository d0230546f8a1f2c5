"""How much room is left where uploads, SQLite and backups lie, and whether an error came of there being none."""

import errno
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from psycopg.errors import DiskFull

from charter.uploads import LARGEST

LOW = 0.2
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SQLITE_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}


@dataclass(frozen=True)
class Room:
    """Bytes of one disk; full is one that does not take the largest upload any more."""

    free: int
    size: int

    @property
    def full(self) -> bool:
        return self.free < LARGEST

    @property
    def low(self) -> bool:
        return self.free < self.size * LOW

    @property
    def words(self) -> str:
        left = {"free": filesizeformat(self.free), "size": filesizeformat(self.size)}
        if self.full:
            return (
                _("The server's disk is full: nothing new can be kept. %(free)s of %(size)s are left.") % left
            )
        return _("The server's disk has room: %(free)s of %(size)s are left.") % left


def room() -> Room:
    """That of the fuller disk, where data and uploads lie on two."""
    folders = [Path(settings.VAR_DIR)]
    if isinstance(default_storage, FileSystemStorage):
        folders.append(Path(default_storage.location))
    found = [shutil.disk_usage(folder) for folder in folders if folder.exists()]
    return min((Room(disk.free, disk.total) for disk in found), key=lambda disk: disk.free)


def came_of_a_full_disk(error: BaseException | None) -> bool:
    """Whether this error, or one that it was raised from, says that a disk takes no more."""
    return any(_says_no_room(one) for one in reasons(error))


def reasons(error: BaseException | None):
    """The error, and each that it was raised from."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _says_no_room(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    return isinstance(error, DiskFull) or getattr(error, "sqlite_errorcode", None) in SQLITE_NO_ROOM
