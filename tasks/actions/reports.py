"""Keeping and filing a quarterly report; keeping a list's filters."""

from django.db import transaction
from django.utils import timezone

from audit.record import record
from tasks.models import Report, SavedFilter


@transaction.atomic
def save_report(workgroup, *, quarter: str, text: str, by) -> Report:
    """Keep the chair's words for a quarter."""
    report, _ = Report.objects.update_or_create(workgroup=workgroup, quarter=quarter, defaults={"text": text})
    record("report.saved", report, by=by, quarter=quarter)
    return report


@transaction.atomic
def file_report(report: Report, *, by) -> None:
    """The report is ready for the agenda; members can read it from now on."""
    report.filed_at, report.filed_by = timezone.now(), by
    report.save(update_fields=["filed_at", "filed_by"])
    record("report.filed", report, by=by, quarter=report.quarter)


@transaction.atomic
def save_filter(*, name: str, query: str, workgroup, by) -> SavedFilter:
    """Keep the filters of a list under a name; the same name is replaced."""
    kept, _ = SavedFilter.objects.update_or_create(
        person=by, workgroup=workgroup, name=name, defaults={"query": query}
    )
    return kept


@transaction.atomic
def forget_filter(kept: SavedFilter, *, by) -> None:
    kept.delete()
