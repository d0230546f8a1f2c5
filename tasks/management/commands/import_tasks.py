import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tasks.actions import import_rows
from tasks.importing import Unreadable, plan, read_table


class Command(BaseCommand):
    help = "Open the tasks of a spreadsheet (.csv or .xlsx) on their workgroups' lists; nobody is mailed."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="only say what each row would do")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")

    def handle(self, *args, **options):
        path = Path(options["file"])
        try:
            read = plan(read_table(path.read_bytes()), may_edit=lambda workgroup: True)
        except OSError as error:
            raise CommandError(f"{path.name} cannot be read: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        rows = read.rows
        opened = 0 if options["dry_run"] else import_rows(rows, by=None)
        counts = {outcome: read.count(outcome) for outcome in ("create", "match", "refuse")}
        if options["json"]:
            summary = {"counts": counts, "opened": opened, "rows": [row.as_json() for row in rows]}
            self.stdout.write(json.dumps(summary, ensure_ascii=False, indent=1))
            return
        for row in rows:
            self.stdout.write(f"{row.number}\t{row.outcome}\t{row.code}\t{' '.join(row.notes)}")
        self.stdout.write(
            " ".join(f"{outcome} {count}" for outcome, count in counts.items()) + f", opened {opened}"
        )
