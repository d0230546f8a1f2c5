import io
import json
import lzma
import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from consortium import archive, erase_list


class Command(BaseCommand):
    help = "Write everything (database and files) to one encrypted file, and prove that it can be restored."

    def add_arguments(self, parser):
        parser.add_argument("--to", default=str(settings.VAR_DIR / "backups"), help="the folder to write to")
        parser.add_argument("--keep", type=int, default=30, help="how many backups to keep there")
        parser.add_argument(
            "--days", type=int, default=35, help="how many days old a backup may become (survivor safety R32)"
        )
        parser.add_argument("--new-key", action="store_true", help="print a key for BACKUP_KEY and stop")

    def handle(self, *args, **options):
        if options["new_key"]:
            self.stdout.write(Fernet.generate_key().decode())
            return
        key = backup_key()
        folder = Path(options["to"])
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        plain = io.BytesIO()
        counts = archive.write(plain)
        path = folder / f"consortium-{timezone.now():%Y%m%dT%H%M%SZ}.backup"
        part = path.with_suffix(".part")
        part.write_bytes(key.encrypt(lzma.compress(plain.getvalue(), preset=1)))
        _prove(part, counts)
        part.rename(path)
        erase_list.copy_beside(folder)
        for old in _expired(folder, keep=options["keep"], days=options["days"]):
            old.unlink()
        self.stdout.write(
            f"{path.name}: {sum(counts.values())} rows, restored into a scratch database and counted."
        )


def _expired(folder: Path, *, keep: int, days: int) -> list[Path]:
    """All but the newest `keep`, and whatever is older than `days`; never the newest."""
    files = sorted(folder.glob("consortium-*.backup"))
    oldest = f"consortium-{timezone.now() - timedelta(days=days):%Y%m%dT%H%M%SZ}.backup"
    return [file for file in files[:-1] if file in files[:-keep] or file.name < oldest]


def backup_key() -> Fernet:
    """The key in BACKUP_KEY. Raises CommandError with what to do when there is none."""
    try:
        return Fernet(os.environ["BACKUP_KEY"])
    except (KeyError, ValueError) as error:
        raise CommandError(
            "Set BACKUP_KEY (make one with `manage.py backup --new-key`) and keep a copy off this server: "
            "without it a backup cannot be read."
        ) from error


def _prove(path: Path, counts: dict[str, int]) -> None:
    with tempfile.TemporaryDirectory(prefix="backup") as scratch:
        environment = {
            k: v for k, v in os.environ.items() if k not in {"REDIS_URL", "EMAIL_URL", "INBOUND_URL"}
        }
        environment |= {"DATABASE_URL": f"sqlite:///{scratch}/scratch.sqlite3", "VAR_DIR": scratch}
        environment |= {"SECRET_KEY": settings.SECRET_KEY}
        done = subprocess.run(  # noqa: S603
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(path), "--json"],
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode or json.loads(done.stdout) != counts:
            raise CommandError(f"The backup could not be restored: it stays as {path}.\n{done.stderr[-500:]}")
