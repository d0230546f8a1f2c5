"""Who came: by meeting, by sector with the trend, and by organization; and how soon people answered."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charter.models import Charter
from meetings.answer_speed import by_speed, speed
from meetings.enums import MeetingState
from meetings.models import AnswerTotals, Attendance, Meeting
from meetings.quorum import day_of, eligible_by_day, needed
from members.enums import OrganizationStatus
from members.models import Organization, Sector
from members.small_counts import is_hidden, number, shown
from reports.enums import Picture, Question
from reports.figures.behind import Asked, Behind, NotTold, seats
from reports.figures.shapes import Figure
from reports.periods import Period

TREND = 8
ALL = "all"
NO_ANSWER = "no_answer"
HOW_SOON = {
    "within_a_day": _("Within a day"),
    "within_three_days": _("Within three days"),
    "within_a_week": _("Within a week"),
    "later": _("Later"),
}


@dataclass(frozen=True)
class Room:
    """The consortium's own meetings up to the end of a period, and which seats were at each."""

    meetings: list[Meeting]
    present: dict[int, set[int]]
    charter: Charter

    def day(self, meeting: Meeting) -> date:
        return day_of(meeting, self.charter)


def room(period: Period, charter: Charter) -> Room:
    """Two queries, whatever the number of meetings; at most the last eight, or all of a year."""
    start, end = period.moments(charter.time_zone)
    someone_came = Exists(Attendance.objects.filter(meeting=OuterRef("pk")))
    held = Meeting.objects.filter(someone_came, workgroup=None, starts_at__lt=end)
    held = held.exclude(state=MeetingState.CANCELLED)
    within = held.filter(starts_at__gte=start).count()
    meetings = sorted(held.order_by("-starts_at")[: max(TREND, within)], key=lambda m: m.starts_at)
    present = defaultdict(set)
    rows = Attendance.objects.filter(meeting__in=meetings).voices().exclude(organization=None)
    for meeting, organization in rows.values_list("meeting_id", "organization_id"):
        present[meeting].add(organization)
    return Room(meetings, present, charter)


def by_meeting(period: Period, here: Room, *, exact: bool) -> Figure:
    """Each meeting of the period: how many seats came, and whether they were a quorum.

    How many were needed tells how many seats there are, and so how many stand in no list: that is exact.
    """
    days = {meeting: day for meeting in here.meetings if period.covers(day := here.day(meeting))}
    eligible = eligible_by_day(days.values())
    protected = _protected_seats()
    rows, keys = [], []
    for meeting, day in days.items():
        came = here.present[meeting.pk] & eligible[day]
        least = needed(len(eligible[day]), here.charter)
        needs = [str(least)] if exact else []
        said, listed = _came(came, protected, exact=exact)
        rows.append(
            [
                day.isoformat(),
                meeting.title,
                said,
                *needs,
                gettext("Quorum") if len(came) >= least else gettext("No quorum"),
            ]
        )
        keys.append(meeting.slug if listed else "")
    return Figure(
        key="meetings",
        question=Question.WORKING_ON,
        title=gettext("Meetings held"),
        columns=[
            gettext("Date"),
            gettext("Meeting"),
            gettext("Voting seats present"),
            *([gettext("Needed")] if exact else []),
            gettext("Quorum"),
        ],
        rows=rows,
        links=[f"/meetings/{meeting.slug}/" for meeting in days],
        note=gettext("An organization counts once, however many people it sends."),
        keys=keys,
        counted=[2],
    )


def _protected_seats() -> frozenset[int]:
    return frozenset(Organization.objects.filter(sector__protected=True).values_list("pk", flat=True))


def _came(came: set[int], protected: frozenset[int], *, exact: bool) -> tuple[str, bool]:
    """How many came, and whether those are the seats that may be listed by name.

    The seats that are listed to everyone, taken from the number, would leave the protected ones.
    """
    if exact or not protected:
        return number(len(came), exact=exact), True
    hidden = len(came & protected)
    return shown({"named": len(came) - hidden, "protected": hidden}).total, is_hidden(hidden)


def behind_meeting(asked: Asked) -> Behind:
    """The voting seats that came to a meeting; protected ones are listed to the coordinator alone."""
    here = room(asked.period, asked.charter)
    meeting = next((one for one in here.meetings if one.slug == asked.row), None)
    if meeting is None or asked.column != 2:
        raise NotTold
    day = here.day(meeting)
    came = here.present[meeting.pk] & eligible_by_day([day])[day]
    listed = came if asked.exact else came - _protected_seats()
    if is_hidden(len(listed), exact=asked.exact):
        raise NotTold
    return _seats(
        gettext("Meetings held"), [day.isoformat(), meeting.title, gettext("Voting seats present")], listed
    )


def _seats(title: str, of: list[str], ids) -> Behind:
    return seats(title, of, Organization.objects.filter(pk__in=ids).order_by("name", "pk"))


def by_sector(here: Room, *, exact: bool) -> Figure:
    """How many seats of each sector came to each of the last meetings."""
    sector_of = dict(Organization.objects.values_list("pk", "sector_id"))
    sectors = list(Sector.objects.all())
    columns = [here.day(meeting).isoformat() for meeting in here.meetings]
    cells: dict[int, list[str]] = {sector.pk: [] for sector in sectors}
    totals = []
    for meeting in here.meetings:
        count = Counter(sector_of.get(seat) for seat in here.present[meeting.pk])
        counts = {sector.pk: count[sector.pk] for sector in sectors}
        said = shown(counts)
        totals.append(str(sum(counts.values())) if exact else said.total)
        for sector in sectors:
            cells[sector.pk].append(str(counts[sector.pk]) if exact else said.cells[sector.pk])
    return Figure(
        key="attendance_by_sector",
        question=Question.GAPS,
        title=gettext("Attendance by sector"),
        columns=[gettext("Sector"), *columns],
        rows=[[sector.name, *cells[sector.pk]] for sector in sectors] + [[gettext("All sectors"), *totals]],
        note=gettext("Seats present. Counts under five are not told apart."),
        keys=[s.code if exact or not s.protected else "" for s in sectors] + [ALL if exact else ""],
        counted=list(range(1, len(columns) + 1)),
    )


def behind_sector(asked: Asked) -> Behind:
    """The seats of a sector, or of all, that came to one of the last meetings."""
    here = room(asked.period, asked.charter)
    sectors = (
        Sector.objects.all() if asked.row == ALL and asked.exact else Sector.objects.filter(code=asked.row)
    )
    if not asked.exact:
        sectors = sectors.filter(protected=False)
    if not 0 < asked.column <= len(here.meetings) or not (names := list(sectors)):
        raise NotTold
    meeting = here.meetings[asked.column - 1]
    found = Organization.objects.filter(pk__in=here.present[meeting.pk], sector__in=names).order_by(
        "name", "pk"
    )
    if is_hidden(len(found), exact=asked.exact):
        raise NotTold
    of = [gettext("All sectors") if asked.row == ALL else names[0].name, here.day(meeting).isoformat()]
    return seats(gettext("Attendance by sector"), of, found)


def by_organization(here: Room, *, exact: bool) -> Figure:
    """Which seats came to which of the last meetings; protected seats stand in the coordinator's alone."""
    came = set().union(*here.present.values())
    seats = Organization.objects.filter(Q(status=OrganizationStatus.ACTIVE) | Q(pk__in=came))
    if not exact:
        seats = seats.exclude(sector__protected=True)
    days = [here.day(meeting) for meeting in here.meetings]
    rows, links = [], []
    for seat in seats.order_by("name"):
        marks = [
            _mark(seat, day, seat.pk in here.present[meeting.pk])
            for meeting, day in zip(here.meetings, days, strict=True)
        ]
        rows.append([seat.name, *marks])
        links.append(f"/organizations/{seat.pk}/")
    return Figure(
        key="attendance_by_organization",
        question=Question.GAPS,
        title=gettext("Attendance by organization"),
        columns=[gettext("Organization"), *(day.isoformat() for day in days)],
        rows=rows,
        links=links,
        note=gettext("Empty where the seat did not exist yet, or no longer."),
        picture=Picture.HEAT,
    )


def answers(period: Period, charter: Charter, *, exact: bool) -> Figure:
    """How many of those asked answered, and how soon after the first invitation was written."""
    found = speed(_asked_to(period, charter))
    counts = {label: found.soon[name] for name, label in HOW_SOON.items()}
    counts["No answer"] = found.asked - sum(counts.values())
    said = {name: str(count) for name, count in counts.items()} if exact else shown(counts).cells
    answered = found.asked - counts["No answer"]
    share = (
        gettext("%(share)s percent of those asked answered.") % {"share": 100 * answered // found.asked}
        if found.asked
        else ""
    )
    return Figure(
        key="answers",
        question=Question.PROGRESS,
        title=gettext("How soon invitations are answered"),
        columns=[gettext("First answer"), gettext("People")],
        rows=[[name, text] for name, text in said.items()],
        note=share,
        picture=Picture.BARS,
        keys=[*HOW_SOON, NO_ANSWER] if exact else [],
        counted=[1],
    )


def _asked_to(period: Period, charter: Charter):
    """The consortium's meetings of the period."""
    start, end = period.moments(charter.time_zone)
    meetings = Meeting.objects.filter(workgroup=None, starts_at__gte=start, starts_at__lt=end)
    return meetings.exclude(state=MeetingState.CANCELLED)


def behind_answers(asked: Asked) -> Behind:
    """Who answered so soon, or not; for the coordinator alone (survivor safety R24)."""
    if not asked.exact or asked.column != 1 or asked.row not in (*HOW_SOON, NO_ANSWER):
        raise NotTold
    meetings = _asked_to(asked.period, asked.charter)
    found = by_speed(meetings, "" if asked.row == NO_ANSWER else asked.row)
    rows = [
        ([one.meeting.title, asked.viewer.name(one.person)], f"/meetings/{one.meeting.slug}/")
        for one in found
    ]
    of = [HOW_SOON.get(asked.row, gettext("No answer"))]
    folded = sum(_folded(totals, asked.row) for totals in AnswerTotals.objects.filter(meeting__in=meetings))
    return Behind(
        gettext("How soon invitations are answered"),
        of,
        [gettext("Meeting"), gettext("Person")],
        rows,
        folded,
    )


def _folded(totals: AnswerTotals, soon: str) -> int:
    if soon != NO_ANSWER:
        return getattr(totals, soon)
    return totals.asked - sum(getattr(totals, name) for name in HOW_SOON)


def _mark(seat: Organization, day: date, came: bool) -> str:
    if came:
        return gettext("Present")
    return gettext("Absent") if _serves(seat.since, seat.until, day) else ""


def _serves(since, until, day) -> bool:
    return (since is None or since <= day) and (until is None or until >= day)
