from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from audit.record import record
from consortium import archive


class Command(BaseCommand):
    help = "Write everything to one open file: a tar with one file of JSON lines per table, and the uploads."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options):
        part = file.with_name(f"{file.name}.part")
        try:
            with part.open("xb") as target:
                part.chmod(0o600)
                counts = archive.write(target)
            part.rename(file)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        record("data.exported_all", None, by=None, rows=sum(counts.values()))
        self.stdout.write(
            f"{file.name}: {sum(counts.values())} rows in {len(counts)} tables. It is not encrypted: "
            "it holds every name and address. `manage.py restore` takes it into an empty installation."
        )
