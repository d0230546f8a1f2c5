"""Who was there, after the meeting: the coordinator corrects, members see counts, figures leave as a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from charter.spreadsheet import CSV, XLSX
from meetings.actions import NotPossible
from meetings.actions import attendance as actions
from meetings.attendance_counts import counted
from meetings.attendance_export import csv_of, meetings_between, xlsx_of
from meetings.attendance_forms import AttendanceForm, ExportForm
from meetings.door import rows_seen, who
from meetings.here import when
from meetings.models import Attendance, Meeting, Minutes
from meetings.policy import can_check_in_protected, can_export_attendance, can_keep_attendance
from meetings.quorum import quorum_of_day
from meetings.views.access import meeting_to_keep
from meetings.views.running import in_consortium_time
from members.actions import note_export
from members.models import DataExport
from members.small_counts import shown


@login_required
@in_consortium_time
def attendance(request, slug: str):
    """Counts for members; the list to correct for the coordinator."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.person), slug=slug)
    keeps = can_keep_attendance(request.person, meeting)
    form = _form(request, meeting) if keeps else None
    if request.method == "POST":
        if not keeps:
            raise PermissionDenied
        if form.is_valid() and _saved(
            request, form, lambda values: actions.add_attendance(meeting, **values)
        ):
            return redirect("meetings:attendance", slug=slug)
    return render(request, "meetings/attendance.html", _context(request, meeting, keeps, form))


def _context(request, meeting: Meeting, keeps: bool, form) -> dict:
    [count] = counted([meeting])
    texts = shown(count.sectors)
    context = {
        "meeting": meeting,
        "keeps": keeps,
        "form": form,
        "any": bool(count.people or count.guests or count.organizations),
        "cells": list(texts.cells.items()),
        "total": texts.total,
        "phase": when(meeting, timezone.now()),
        "quorum": quorum_of_day(meeting),
    }
    if keeps:
        whole = can_check_in_protected(request.person)
        rows = list(rows_seen(meeting, whole=whole))
        request.viewer.prepare(row.person for row in rows if row.person)
        context |= {"whole": whole, "rows": [(row, who(row, request.viewer)) for row in rows]}
        if whole:
            context["cells"] = list(count.sectors.items())
            context["total"] = sum(count.sectors.values())
        minutes = getattr(meeting, "minutes", None)
        context["from_minutes"] = bool(minutes and minutes.attendance.get("seats"))
    return context


@login_required
@in_consortium_time
def correct(request, slug: str, pk: int):
    """One line: how it was, or that it was not."""
    meeting = meeting_to_keep(request, slug)
    row = get_object_or_404(rows_seen(meeting, whole=can_check_in_protected(request.person)), pk=pk)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_attendance(row, by=request.person)
        messages.success(request, _("Removed."))
        return redirect("meetings:attendance", slug=slug)
    form = AttendanceForm(request.POST or None, instance=row, **_eyes(request, meeting))
    if request.method == "POST" and form.is_valid():
        fresh = Attendance.objects.get(pk=pk)
        if _saved(request, form, lambda values: actions.correct_attendance(fresh, **values)):
            return redirect("meetings:attendance", slug=slug)
    return render(request, "meetings/attendance_row.html", {"meeting": row.meeting, "row": row, "form": form})


@login_required
@require_POST
def fill(request, slug: str):
    """Take over what the imported minutes say."""
    meeting = meeting_to_keep(request, slug)
    minutes = get_object_or_404(Minutes, meeting=meeting)
    before = meeting.attendances.count()
    unknown = actions.fill_from_minutes(minutes, by=request.person)
    new = meeting.attendances.count() - before
    said = ngettext(
        "%(n)d line taken over from the minutes.", "%(n)d lines taken over from the minutes.", new
    )
    messages.success(request, said % {"n": new})
    if unknown:
        messages.warning(request, _("Not on the roster: %(names)s.") % {"names": "; ".join(unknown)})
    return redirect("meetings:attendance", slug=slug)


@login_required
def export(request):
    """Attendance by meeting and sector as a file; each one that leaves is written down (R35)."""
    if not can_export_attendance(request.person):
        raise PermissionDenied
    form = ExportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "meetings/attendance_export.html", {"form": form})
    values = form.cleaned_data
    meetings = list(meetings_between(values["first"], values["last"]))
    xlsx = values["kind"] == "xlsx"
    content = (xlsx_of if xlsx else csv_of)(meetings, exact=values["exact"])
    left = DataExport(
        what="attendance",
        format=values["kind"],
        purpose=values["purpose"],
        with_unlisted=values["exact"],
        count=len(meetings),
    )
    note_export(left, by=request.person)
    answer = HttpResponse(content, content_type=XLSX if xlsx else CSV)
    answer["Content-Disposition"] = f'attachment; filename="attendance.{values["kind"]}"'
    return answer


def _form(request, meeting: Meeting) -> AttendanceForm:
    return AttendanceForm(
        request.POST or None, initial={"arrived_at": meeting.starts_at}, **_eyes(request, meeting)
    )


def _eyes(request, meeting: Meeting) -> dict:
    """How much the list of people and seats may show her."""
    return {"meeting": meeting, "viewer": request.viewer, "whole": can_check_in_protected(request.person)}


def _saved(request, form: AttendanceForm, act) -> bool:
    try:
        act(form.cleaned_data | {"by": request.person})
    except NotPossible as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Saved."))
    return True
