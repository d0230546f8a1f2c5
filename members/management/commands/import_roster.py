import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from members.actions import apply_roster, preview_roster
from members.actions.roster_import import vocabulary
from members.importing import NotATable, Roster, parse
from members.importing.table import LARGEST, TOO_LARGE


class Command(BaseCommand):
    help = "Bring a roster file (CSV or XLSX) in, or only say what is in it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="print what was read as one object")

    def handle(self, *args, file: Path, dry_run: bool, **options):
        try:
            if file.stat().st_size > LARGEST:
                raise NotATable(TOO_LARGE)
            content = file.read_bytes()
            if dry_run:
                self._say(parse(content, file.name, vocabulary()), as_json=options["json"])
                return
            with transaction.atomic():
                taken = preview_roster(name=file.name, content=content, by=None)
                self._say(taken.roster, as_json=options["json"])
                done = apply_roster(taken, by=None)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except NotATable as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"Imported {len(done.created['people'])} new people.")

    def _say(self, roster: Roster, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(roster.as_json(), ensure_ascii=False, indent=2))
            return
        for name, count in roster.as_json()["counts"].items():
            self.stdout.write(f"{count:6} {name.replace('_', ' ')}")
        for entry in roster.rejected:
            self.stdout.write(f"row {entry['row']}: {entry['reason'].replace('_', ' ')}")
