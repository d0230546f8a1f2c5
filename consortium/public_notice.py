"""What the public is told of coming meetings; the place only where the charter's notice mode asks for it."""

from datetime import timedelta

from django.db.models import Prefetch
from django.shortcuts import render

from charter.models import Charter, NoticeMode
from meetings.models import AgendaItem, Meeting

DAYS_TO_ASK = timedelta(days=7)


def public_notice(request):
    """Title and time of what was announced; with notice, also place, agenda and whom to ask for access.

    The link to join never stands here (survivor safety R28).
    """
    noticed = Charter.load().notice_mode != NoticeMode.OFF
    meetings = Meeting.objects.announced().upcoming().select_related("workgroup", "venue")
    if noticed:
        meetings = meetings.prefetch_related(Prefetch("agenda_items", AgendaItem.objects.public()))
    for meeting in meetings:
        meeting.ask_by = meeting.starts_at - DAYS_TO_ASK
    return render(request, "consortium/public_notice.html", {"meetings": meetings, "noticed": noticed})
