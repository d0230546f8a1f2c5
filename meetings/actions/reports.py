"""A workgroup's report as the paper of its agenda item."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from mail.languages import in_own_language
from meetings.actions.agenda import add_item, attach_paper, remove_paper
from meetings.models import AgendaItem, AgendaPaper, ItemKind, Meeting
from meetings.report_pdf import as_pdf
from tasks.actions import file_report
from tasks.models import Report


@transaction.atomic
def file_on_agenda(report: Report, *, by) -> AgendaPaper | None:
    """File the report, and lay it as a PDF beside its group's item of the consortium's next meeting.

    The item is added where there is none; filing again replaces the paper. None where no meeting is ahead.
    """
    file_report(report, by=by)
    meeting = Meeting.objects.upcoming().filter(workgroup=None).order_by("starts_at").first()
    if meeting is None:
        return None
    with in_own_language():
        title = _("Report: %(group)s") % {"group": report.workgroup.name}
    item = _item(meeting, report.workgroup) or add_item(
        meeting,
        title=title,
        minutes=10,
        kind=ItemKind.REPORT,
        workgroup=report.workgroup,
        by=by,
    )
    for old in item.papers.filter(title=_title(report)):
        remove_paper(old, by=by)
    file = ContentFile(as_pdf(report), name=f"{get_random_string(16).lower()}.pdf")
    return attach_paper(item, title=_title(report), file=file, by=by)


def paper_of(report: Report) -> AgendaPaper | None:
    """Where the filed report lies on an agenda, the latest."""
    papers = AgendaPaper.objects.filter(item__workgroup=report.workgroup, title=_title(report))
    return papers.select_related("item__meeting").order_by("-pk").first()


def _item(meeting: Meeting, workgroup) -> AgendaItem | None:
    return meeting.agenda_items.filter(workgroup=workgroup, kind=ItemKind.REPORT).first()


def _title(report: Report) -> str:
    return f"{report.workgroup.name}, {report.quarter}"[:150]
