import io
import json
import lzma
from pathlib import Path

from cryptography.fernet import InvalidToken
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from consortium import archive, erase_list
from consortium.leaving import FORMER, remove_person
from consortium.management.commands.backup import backup_key
from members.models import Person

TAR = b"ustar"  # at byte 257 of every tar (POSIX.1-2001, pax)


class Command(BaseCommand):
    help = "Take a backup, or what export_all wrote, into this empty installation (either database)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--erased", type=Path, help="a list of who was removed since, beside the known ones"
        )
        parser.add_argument("--json", action="store_true", help="print the number of rows by table")

    def handle(self, *args, file: Path, **options):
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        plain = content if content[257:262] == TAR else _decrypted(content)
        call_command("migrate", verbosity=0)
        try:
            counts = archive.read(io.BytesIO(plain))
        except archive.Refused as error:
            raise CommandError(str(error)) from error
        gone = _remove_again(options["erased"], file.parent / erase_list.NAME, erase_list.own_list())
        if gone and not options["json"]:
            self.stdout.write(f"{gone} people who were removed after this backup are removed again.")
        self.stdout.write(json.dumps(counts) if options["json"] else f"{sum(counts.values())} rows restored.")


def _remove_again(*lists: Path | None) -> int:
    """Whoever was removed after the backup was written is removed from it too (R32)."""
    handles = set().union(*(erase_list.read(path) for path in lists if path))
    back = list(Person.objects.filter(handle__in=handles).exclude(name=FORMER, is_active=False))
    for person in back:
        remove_person(person, by=None)
    return len(back)


def _decrypted(content: bytes) -> bytes:
    try:
        return lzma.decompress(backup_key().decrypt(content))
    except (InvalidToken, lzma.LZMAError) as error:
        raise CommandError("This file was not written by `backup` with the key in BACKUP_KEY.") from error
