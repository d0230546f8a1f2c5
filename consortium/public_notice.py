"""What the public is told of coming meetings; the place only where the charter's notice mode asks for it."""

from django.db.models import Prefetch
from django.shortcuts import render

from charter.models import Charter, NoticeMode
from meetings.models import AgendaItem, Meeting
from meetings.notice import accommodation


def public_notice(request):
    """Title and time of what was announced; with notice, also place, agenda and whom to ask for access.

    The link to join never stands here (survivor safety R28).
    """
    charter = Charter.load()
    noticed = charter.notice_mode != NoticeMode.OFF
    meetings = Meeting.objects.announced().upcoming().select_related("workgroup", "venue")
    if noticed:
        meetings = meetings.prefetch_related(Prefetch("agenda_items", AgendaItem.objects.public()))
    for meeting in meetings:
        meeting.accommodation = accommodation(meeting, charter)
    return render(request, "consortium/public_notice.html", {"meetings": meetings, "noticed": noticed})
