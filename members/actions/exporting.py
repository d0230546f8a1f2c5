"""A file of rows leaves: who took it, what for, and how many were in it (survivor safety R35, R36)."""

from django.db import transaction

from audit.record import record
from members.models import DataExport


@transaction.atomic
def note_export(export: DataExport, *, by) -> DataExport:
    """Kept before the file is handed out."""
    export.by = by
    export.save()
    record(
        "data.exported",
        export,
        by=by,
        what=export.what,
        format=export.format,
        with_unlisted=export.with_unlisted,
        count=export.count,
    )
    return export
