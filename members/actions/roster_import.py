"""A roster file comes in: kept unread, looked at, confirmed in one transaction."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audit.record import record
from charter.models import Charter
from members.actions.roster_bringing import Bringing
from members.importing import Roster, Vocabulary, parse
from members.models import County, ImportState, RosterImport
from members.roster_match import match
from members.signals import roster_imported

KEEP_PREVIEW = timedelta(days=1)


@contextmanager
def uncollected() -> Iterator[None]:
    """Python looks for garbage each time some hundred rows more are held; of thousands it finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def vocabulary() -> Vocabulary:
    """Our own counties, and the label of our own address-book entries."""
    charter = Charter.objects.filter(pk=1).first()
    names = list(County.objects.values_list("name", flat=True))
    return Vocabulary.from_files(names or None, label=charter.short_name if charter else "")


@uncollected()
def read(roster_import: RosterImport) -> Roster:
    """The file as it stands, with what was chosen by hand. Raises NotATable."""
    return parse(
        bytes(roster_import.content),
        roster_import.file_name,
        vocabulary(),
        chosen={int(position): field for position, field in roster_import.columns.items()},
        sectors={int(row): code or None for row, code in roster_import.sectors.items()},
    )


@transaction.atomic
def preview_roster(*, name: str, content: bytes, by) -> RosterImport:
    """Keep a file for looking at; nothing of it is in the roster. Raises NotATable.

    What was read stays with the row returned, as `roster`, for whoever goes on with it at once.
    """
    roster_import = RosterImport(file_name=name[-200:], content=content, by=by)
    roster_import.roster = read(roster_import)
    roster_import.save()
    record("roster.previewed", roster_import, by=by)
    return roster_import


@transaction.atomic
def choose(roster_import: RosterImport, *, columns: dict[str, str], sectors: dict[int, str]) -> None:
    """Keep which column means what, and which sector a spelling means. Raises NotATable."""
    roster_import.columns, roster_import.sectors = columns, sectors
    read(roster_import)
    roster_import.save(update_fields=["columns", "sectors"])


@uncollected()
@transaction.atomic
def apply_roster(roster_import: RosterImport, *, by) -> RosterImport:
    """Bring the previewed file into the roster; a second press changes nothing."""
    roster = getattr(roster_import, "roster", None)
    roster_import = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if roster_import.state != ImportState.PREVIEWED:
        return roster_import
    words = vocabulary()
    roster = roster or read(roster_import)
    bringing = Bringing(roster, match(roster, words.short_names), by=by)
    roster_import.created, roster_import.changed = bringing.bring(), bringing.changed
    answers = roster_imported.send(
        sender=RosterImport,
        workgroups=bringing.workgroups,
        spelled=words.workgroup,
        day=timezone.localdate(),
        by=by,
    )
    roster_import.changed["roles"] = [pk for _receiver, roles in answers for pk in roles or ()]
    roster_import.state, roster_import.content = ImportState.APPLIED, b""
    roster_import.save()
    counts = {kind: len(ids) for kind, ids in roster_import.created.items()}
    record("roster.imported", roster_import, by=by, **counts)
    return roster_import


def forget_old_previews() -> None:
    """Erase files that were looked at and never confirmed."""
    RosterImport.objects.filter(state=ImportState.PREVIEWED, at__lt=timezone.now() - KEEP_PREVIEW).delete()
