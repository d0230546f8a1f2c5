"""What each role gets of meetings' pages."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from mail.links import sign
from meetings.models import (
    AgendaItem,
    AgendaPaper,
    AgendaVersion,
    Attendance,
    DoorPass,
    Entry,
    Feed,
    Invitation,
    ItemProposal,
    Meeting,
    Minutes,
    MinutesVersion,
    Motion,
    Poll,
    PollDate,
    Venue,
)

PAPER = "agenda/for-the-role-walk.pdf"
EXPECTED = {
    "meetings/": (302, 200, 200, 200),
    "meetings/new/": (302, 403, 200, 200),
    "meetings/year/": (302, 403, 403, 200),
    "meetings/holidays/": (302, 403, 403, 200),
    "meetings/polls/": (302, 200, 200, 200),
    "meetings/polls/new/": (302, 403, 200, 200),
    "meetings/polls/<int:pk>/": (302, 404, 404, 200),
    "meetings/polls/dates/<int:pk>/fix/": (302, 405, 405, 405),
    "meetings/proposals/<int:pk>/decline/": (302, 405, 405, 405),
    "meetings/<slug:slug>/": (302, 200, 200, 200),
    "meetings/<slug:slug>/answer/": (302, 404, 404, 404),
    "meetings/<slug:slug>/invite/": (302, 403, 403, 200),
    "meetings/<slug:slug>/invite/full/": (302, 403, 403, 302),
    "meetings/<slug:slug>/invite/present/": (302, 403, 403, 200),
    "meetings/<slug:slug>/edit/": (302, 403, 403, 200),
    "meetings/<slug:slug>/clone/": (302, 403, 403, 200),
    "meetings/<slug:slug>/cancel/": (302, 403, 403, 200),
    "calendar/": (302, 200, 200, 200),
    "calendar/public.ics": (200, 200, 200, 200),
    "calendar/<str:key>.ics": (200, 200, 200, 200),
    "workgroups/<slug:slug>.ics": (200, 200, 200, 200),
    "minutes/": (200, 200, 200, 200),
    "minutes/decisions/": (200, 200, 200, 200),
    "minutes/decisions/<int:pk>/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/": (302, 200, 200, 200),
    "meetings/<slug:slug>/minutes/begin/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/write/": (302, 403, 403, 200),
    "meetings/<slug:slug>/minutes/write/forget/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/add/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/import/": (302, 403, 403, 200),
    "meetings/<slug:slug>/minutes/circulate/": (302, 403, 403, 200),
    "meetings/<slug:slug>/minutes/approve/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/ballot/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/ballot/close/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/public/": (302, 403, 403, 200),
    "meetings/<slug:slug>/minutes/public/settle/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/publish/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/withdraw/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/pdf/": (404, 200, 200, 200),
    "meetings/<slug:slug>/minutes/word/": (404, 200, 200, 200),
    "meetings/<slug:slug>/minutes/text/": (404, 200, 200, 200),
    "meetings/<slug:slug>/minutes/versions/<int:number>/": (404, 200, 200, 200),
    "meetings/<slug:slug>/minutes/<int:pk>/": (302, 403, 403, 200),
    "meetings/<slug:slug>/minutes/<int:pk>/votes/": (302, 403, 403, 200),
    "meetings/<slug:slug>/minutes/<int:pk>/remove/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/<int:pk>/withhold/": (302, 405, 405, 405),
    "meetings/<slug:slug>/minutes/corrections/<int:pk>/": (302, 405, 405, 405),
    "correct/<str:token>/": (200, 200, 200, 200),
    "approve/<str:token>/": (200, 200, 200, 200),
    "meetings/<slug:slug>/agenda/": (302, 200, 200, 200),
    "meetings/<slug:slug>/agenda/send/": (302, 403, 403, 200),
    "meetings/<slug:slug>/agenda/<int:pk>/": (302, 403, 403, 200),
    "meetings/<slug:slug>/agenda/<int:pk>/shift/": (302, 405, 405, 405),
    "meetings/<slug:slug>/agenda/arrange/": (302, 405, 405, 405),
    "meetings/<slug:slug>/agenda/offers/": (302, 405, 405, 405),
    "meetings/<slug:slug>/agenda/propose/": (302, 200, 200, 200),
    "meetings/<slug:slug>/agenda/proposals/<int:pk>/": (302, 405, 405, 405),
    "meetings/<slug:slug>/agenda/pdf/": (302, 200, 200, 200),
    "meetings/<slug:slug>/agenda/word/": (302, 200, 200, 200),
    "meetings/<slug:slug>/agenda/versions/<int:number>/": (302, 200, 200, 200),
    "meetings/<slug:slug>/agenda/<int:pk>/papers/": (302, 405, 405, 405),
    "meetings/<slug:slug>/agenda/papers/<int:pk>/": (302, 200, 200, 200),
    "meetings/<slug:slug>/agenda/papers/<int:pk>/remove/": (302, 405, 405, 405),
    "meetings/attendance/export/": (302, 403, 403, 200),
    "meetings/<slug:slug>/attendance/": (302, 200, 200, 200),
    "meetings/<slug:slug>/attendance/fill/": (302, 405, 405, 405),
    "meetings/<slug:slug>/attendance/<int:pk>/": (302, 403, 403, 200),
    "meetings/<slug:slug>/names/<slug:what>/": (302, 403, 403, 200),
    "meetings/<slug:slug>/here/": (302, 200, 200, 200),
    "meetings/<slug:slug>/check-in/": (302, 403, 403, 200),
    "meetings/<slug:slug>/check-in/notes/": (405, 405, 405, 405),
    "meetings/<slug:slug>/check-in/state/": (302, 403, 403, 200),
    "meetings/<slug:slug>/check-in/register/": (302, 403, 403, 200),
    "meetings/<slug:slug>/check-in/worker/": (302, 403, 403, 200),
    "meetings/<slug:slug>/check-in/helpers/": (302, 405, 405, 405),
    "meetings/<slug:slug>/check-in/helpers/<int:pk>/end/": (302, 405, 405, 405),
    "meetings/<slug:slug>/check-in/held/": (302, 405, 405, 405),
    "meetings/<slug:slug>/check-in/poster/": (302, 403, 403, 200),
    "meetings/<slug:slug>/check-in/sheet/pdf/": (302, 403, 403, 200),
    "door/<str:token>/": (200, 200, 200, 200),
    "door/<str:token>/notes/": (405, 405, 405, 405),
    "door/<str:token>/state/": (200, 200, 200, 200),
    "door/<str:token>/register/": (200, 200, 200, 200),
    "door/<str:token>/worker/": (200, 200, 200, 200),
    "here/<str:token>/": (200, 200, 200, 200),
    "meetings/<slug:slug>/notice/": (404, 404, 404, 200),
    "meetings/<slug:slug>/notice/pdf/": (404, 404, 404, 200),
    "meetings/<slug:slug>/notice/cause/": (302, 405, 405, 405),
    "meetings/<slug:slug>/notice/<int:pk>/remove/": (302, 405, 405, 405),
    "meetings/<slug:slug>/invitees/": (302, 403, 403, 200),
    "meetings/<slug:slug>/invitees/tents/": (302, 405, 405, 405),
    "meetings/<slug:slug>/invitees/nudge/": (302, 403, 403, 200),
    "meetings/<slug:slug>/invitees/<int:pk>/": (302, 403, 403, 200),
    "meetings/<slug:slug>/invitees/alternates/<int:pk>/": (302, 405, 405, 405),
    "poll/<str:token>/": (200, 200, 200, 200),
    "meetings/venues/": (302, 403, 403, 200),
    "meetings/venues/<int:pk>/": (302, 403, 403, 200),
    "rsvp/<str:token>/": (200, 200, 200, 200),
}


def build(cast):
    now = timezone.now()
    cast["meeting"] = Meeting.objects.create(
        slug="quarterly", title="M", starts_at=now, ends_at=now + timedelta(hours=1)
    )
    cast["invitation"] = Invitation.objects.create(meeting=cast["meeting"], person=cast["fay"])
    cast["venue"] = Venue.objects.create(name="Lakeview Hall")
    cast["item"] = AgendaItem.objects.create(meeting=cast["meeting"], position=1, title="Opening", minutes=5)
    if not default_storage.exists(PAPER):
        default_storage.save(PAPER, ContentFile(b"%PDF-1.7 paper"))
    cast["paper"] = AgendaPaper.objects.create(item=cast["item"], title="Draft", file=PAPER)
    seat = cast["fay"].representations.get().organization
    cast["there"] = Attendance.objects.create(meeting=cast["meeting"], organization=seat)
    cast["pass"] = DoorPass.objects.create(
        meeting=cast["meeting"], helper="Pat", given_by=cast["ada"], expires_at=now + timedelta(days=1)
    )
    cast["proposal"] = ItemProposal.objects.create(meeting=cast["meeting"], person=cast["fay"], title="Wish")
    AgendaVersion.objects.create(meeting=cast["meeting"], number=1, text="Opening")
    cast["minutes"] = Minutes.objects.create(meeting=cast["meeting"], state="circulated")
    cast["entry"] = Entry.objects.create(minutes=cast["minutes"], position=1, heading="H", text="Said.")
    MinutesVersion.objects.create(minutes=cast["minutes"], number=1, text="Said.")
    cast["ballot"] = Motion.objects.create(approves=cast["minutes"], until=timezone.localdate())
    cast["poll"] = Poll.objects.create(title="Spring")
    cast["poll"].people.add(cast["fay"])
    PollDate.objects.create(poll=cast["poll"], starts_at=now, ends_at=now + timedelta(hours=1))
    cast["feed"] = Feed.objects.create(person=cast["fay"])


def address(route, cast):
    if route.startswith("workgroups/"):
        return f"/workgroups/{cast['legislative'].slug}.ics"
    if "<str:key>" in route:
        return f"/calendar/{cast['feed'].key}.ics"
    if route.startswith("approve/"):
        return f"/approve/{sign('approve', cast['ballot'].pk, cast['fay'].pk)}/"
    if route.startswith("correct/"):
        return f"/correct/{sign('correct', cast['minutes'].pk, cast['fay'].pk)}/"
    if route.startswith("poll/"):
        return f"/poll/{sign('poll', cast['poll'].pk, cast['fay'].pk)}/"
    if route.startswith("meetings/polls/"):
        return "/" + route.replace("<int:pk>", str(cast["poll"].pk))
    if "invitees/<int:pk>" in route:
        route = route.replace("<int:pk>", str(cast["invitation"].pk))
    if "venues/" in route:
        return f"/meetings/venues/{cast['venue'].pk}/"
    if route.startswith("door/"):
        route = route.replace("<str:token>", sign("door", cast["pass"].pk, cast["ada"].pk))
    if route.startswith("here/"):
        route = route.replace("<str:token>", sign("here", cast["meeting"].pk, 0))
    if "attendance/" in route:
        route = route.replace("<int:pk>", str(cast["there"].pk))
    if "helpers/" in route:
        route = route.replace("<int:pk>", str(cast["pass"].pk))
    if "agenda/papers/" in route:
        route = route.replace("<int:pk>", str(cast["paper"].pk))
    if "agenda/proposals/" in route:
        route = route.replace("<int:pk>", str(cast["proposal"].pk))
    if "agenda/" in route:
        route = route.replace("<int:pk>", str(cast["item"].pk))
    route = route.replace("<slug:what>/", "person/?q=se")
    route = route.replace("<int:number>", "1").replace("<int:pk>", str(cast["entry"].pk))
    token = sign("rsvp", cast["invitation"].pk, cast["fay"].pk)
    return "/" + route.replace("<slug:slug>", cast["meeting"].slug).replace("<str:token>", token)
