"""Where a member checks herself in: from the poster's code, or from the meeting's page."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.models import Charter
from charter.rate_limit import too_many
from meetings.actions import NotPossible, TooLate
from meetings.actions.attendance import report_guest, report_self
from meetings.attendance_forms import GuestForm, HereForm
from meetings.here import here_path, meeting_of, seats_of, when
from meetings.models import AttendanceMode, Meeting
from meetings.sign_in_sheet import as_pdf
from meetings.views.access import meeting_to_keep

GUESTS_PER_HOUR = 200  # a whole room stands behind one address


def here(request, token: str):
    """GET shows buttons and writes nothing; without an account one gives one's name as a guest."""
    meeting = meeting_of(token)
    if meeting is None:
        raise Http404
    phase = when(meeting, timezone.now())
    context = {"meeting": meeting, "phase": phase, "modes": AttendanceMode.choices}
    if request.person:
        return _own(request, meeting, context)
    form = GuestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_many(request, "here", most=GUESTS_PER_HOUR):
            return render(request, "429.html", status=429)
        try:
            told = report_guest(meeting, **form.cleaned_data)
            messages.success(request, told.words or _("Thank you. You are checked in as a guest."))
            return redirect(request.path)
        except (NotPossible, TooLate) as error:
            form.add_error(None, str(error))
    return render(request, "meetings/here.html", context | {"form": form})


@login_required
def my_attendance(request, slug: str):
    """The same for whoever is signed in and sees the meeting."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.person), slug=slug)
    context = {"meeting": meeting, "phase": when(meeting, timezone.now()), "modes": AttendanceMode.choices}
    return _own(request, meeting, context)


def _own(request, meeting: Meeting, context: dict):
    seats = seats_of(request.person, meeting, Charter.load())
    form = HereForm(request.POST or None, seats=seats)
    if request.method == "POST" and form.is_valid():
        left = request.POST.get("act") == "out"
        try:
            told = report_self(meeting, request.person, **form.cleaned_data, left=left)
            done = _("You have left.") if left else _("Thank you. You are checked in.")
            messages.success(request, told.words or done)
        except (NotPossible, TooLate) as error:
            messages.error(request, str(error))
        return redirect(request.path)
    rows = meeting.attendances.filter(person=request.person).select_related("organization")
    return render(request, "meetings/here.html", context | {"form": form, "seats": seats, "rows": rows})


@login_required
@require_safe
def poster(request, slug: str):
    """A sheet for the wall: whoever points a phone at it comes to the page that asks."""
    meeting = meeting_to_keep(request, slug)
    address = settings.SITE_URL + here_path(meeting)
    code = segno.make(address, error="m").svg_inline(border=4, light="#fff", omitsize=True)
    return render(request, "meetings/poster.html", {"meeting": meeting, "code": mark_safe(code)})


@login_required
@require_safe
def sign_in_sheet(request, slug: str):
    """The sheet to print and to sign."""
    meeting = meeting_to_keep(request, slug)
    answer = HttpResponse(as_pdf(meeting), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="sign-in-{slug}.pdf"'
    return answer
