"""One meeting step by step, from the save-the-date to the published minutes: what is done, what is due, and
the page where it is done. It only reads: days come from the rules, facts from what stands in the records.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from charter.models import Charter, NoticeMode
from charter.workdays import holidays, workday_after, workday_before
from mail.enums import State
from mail.models import Message
from mail.rules.book import active_rules
from mail.rules.clock import day_of
from meetings.enums import MeetingState, Response
from meetings.models import Meeting, MinutesState
from meetings.notice import given_at, rules_for
from meetings.reminder_kinds import MEETING_KINDS

CIRCULATED_WITHIN, CORRECTED_WITHIN = timedelta(days=10), timedelta(days=24)


@dataclass(frozen=True)
class Step:
    """`state` is `done`, `due`, `ahead`, or `past` for what was not done on its day and is of no use any more.

    `press` are the words on the link to `path`, where whoever runs the meeting does it; without them the
    rules see to it.
    """

    label: str
    day: date | None
    state: str
    said: str = ""
    press: str = ""
    path: str = ""

    @property
    def own(self) -> bool:
        return bool(self.press) and not self.said


@dataclass(frozen=True)
class Course:
    """All steps of a meeting, in order."""

    meeting: Meeting
    steps: list[Step]

    @property
    def due(self) -> list[Step]:
        return [step for step in self.steps if step.state == "due"]

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if step.state == "ahead"), None)

    @property
    def next_own(self) -> Step | None:
        """The next one that waits for whoever runs the meeting."""
        return next((step for step in self.steps if step.state == "ahead" and step.own), None)

    @property
    def done(self) -> int:
        return sum(step.state == "done" for step in self.steps)


def course(meeting: Meeting, now: datetime) -> Course:
    """Every step of this meeting, in a fixed number of queries."""
    return courses([meeting], now)[0]


def courses(meetings: list[Meeting], now: datetime) -> list[Course]:
    """The same of several, for which the rules and the holidays are read once."""
    clock = _Clock(now)
    return [Course(meeting, _Facts(meeting, clock).steps()) for meeting in meetings]


class _Clock:
    """What all meetings share: the day, the rules and the holidays."""

    def __init__(self, now: datetime):
        self.charter = Charter.load()
        self.zone = ZoneInfo(self.charter.time_zone)
        self.today = now.astimezone(self.zone).date()
        self.rules, self.off = active_rules(), holidays()


class _Facts:
    """What the steps of one meeting ask of the records."""

    def __init__(self, meeting: Meeting, clock: _Clock):
        self.meeting, self.charter, self.zone = meeting, clock.charter, clock.zone
        self.today, self.rules, self.off = clock.today, clock.rules, clock.off
        self.date = meeting.starts_at.astimezone(self.zone).date()

    def steps(self) -> list[Step]:
        found = self.of_all() if self.meeting.workgroup_id is None else self.of_a_group()
        dated = [step for step in found if step is not None]
        return sorted(dated, key=lambda step: step.day or date.max)

    def of_all(self) -> list[Step | None]:
        keep = self._asking("keep_the_date", _("Save the date"), done=self.asked)
        invite = self._asking("invite_all", _("Invitation"), done=self.asked and not self.meeting.provisional)
        if invite.state == "due" and not self.asked:
            keep = Step(keep.label, keep.day, "past")
        return [
            keep,
            self._letter("agenda_call", _("Call for agenda items")),
            invite,
            self._letter(
                "report_request", _("Chairs asked for reports, owners for the state of their tasks")
            ),
            *self._reminders(),
            self._agenda(),
            self._notice(),
            self._letter("quorum_forecast", _("Quorum forecast to you"), *self._who_comes),
            self._letter("headcount", _("Headcount for the caterer"), *self._who_comes),
            self._letter("final_details", _("Final details to those who come")),
            *self._the_day(),
            self._letter("action_items", _("Action items to their owners")),
            self._circulating(),
            self._corrections(),
            self._letter("missed_meeting", _("Open tasks to their owners; who was absent")),
            self._letter("workgroup_check", _("Have the workgroups met?")),
            *self._ending(),
        ]

    def of_a_group(self) -> list[Step | None]:
        done = self.asked and not self.meeting.provisional
        return [
            self._own(_("Invitation"), None, done=done, press=self._invite),
            *self._reminders(),
            self._letter("workgroup_meeting", _("Workgroup meeting ahead")),
            self._agenda(),
            self._letter("final_details", _("Final details to those who come")),
            *self._the_day(),
            self._circulating(),
            self._corrections(),
            *self._ending(),
        ]

    @cached_property
    def responses(self) -> set[str]:
        return set(self.meeting.invitations.values_list("response", flat=True).distinct())

    @property
    def asked(self) -> bool:
        return bool(self.responses)

    @cached_property
    def letters(self) -> dict[str, tuple[date, date]]:
        """The first and the last day of each kind of letter about the meeting on its present date."""
        reference = f":{self.meeting.pk}:sequence:{self.meeting.asked_sequence}:"
        sent = Message.objects.filter(object_id=str(self.meeting.pk), key__contains=reference)
        sent = sent.filter(content_type__app_label="meetings", content_type__model="meeting")
        sent = sent.exclude(state=State.CANCELLED).order_by().values_list("kind")
        return {
            kind: (first.astimezone(self.zone).date(), last.astimezone(self.zone).date())
            for kind, first, last in sent.annotate(Min("created_at"), Max("created_at"))
        }

    @property
    def minutes(self):
        return getattr(self.meeting, "minutes", None)

    @property
    def _who_comes(self) -> tuple[str, str]:
        return _("Who comes"), self._at("invitees")

    @property
    def _invite(self) -> tuple[str, str]:
        if self.meeting.provisional:
            return _("Send the invitation"), self._at("meeting") + "#do"
        return _("Invite"), self._at("invite")

    def _at(self, name: str) -> str:
        return reverse(f"meetings:{name}", args=[self.meeting.slug])

    def _day(self, kind: str, number: int = 0) -> date | None:
        """The rule's day, or None while the rule is switched off."""
        rules = self.rules.get(kind, [])
        return day_of(rules[number], self.date, self.off) if number < len(rules) else None

    def _letter(self, kind: str, label: str, press: str = "", path: str = "") -> Step | None:
        """What a rule sends; left out while the rule is switched off and nothing was sent."""
        day, sent = self._day(kind), self.letters.get(kind)
        if sent:
            return Step(label, day or sent[0], "done", _("Sent"))
        if day is None:
            return None
        gone = day < self.today or (MEETING_KINDS[kind].before and self.meeting.has_begun)
        if gone:
            return Step(label, day, "past", _("Nothing was sent"))
        return Step(label, day, "ahead", _("By itself"), press, path)

    def _asking(self, kind: str, label: str, *, done: bool) -> Step:
        day = self._day(kind)
        said = _("By itself, or sooner by you") if day and day >= self.today else ""
        return self._own(label, day or self._before(-MEETING_KINDS[kind].days[0]), done, self._invite, said)

    def _own(self, label: str, day: date | None, done: bool, press: tuple[str, str], said: str = "") -> Step:
        """What whoever runs the meeting does before it."""
        if done:
            return Step(label, day, "done")
        if not self.meeting.is_ahead:
            return Step(label, day, "past")
        return Step(label, day, "due" if day is None or day <= self.today else "ahead", said, *press)

    def _before(self, days: int) -> date:
        return workday_before(self.date - timedelta(days=days), self.off)

    def _reminders(self) -> list[Step]:
        found = []
        for number in range(len(self.rules.get("rsvp_reminder", []))):
            day, sent = self._day("rsvp_reminder", number), self.letters.get("rsvp_reminder")
            label = _("Reminder to whoever has not answered")
            if sent and sent[1] >= day:
                found.append(Step(label, day, "done", _("Sent")))
            elif self.asked and Response.NONE not in self.responses:
                found.append(Step(label, day, "done", _("Everyone has answered")))
            elif day < self.today or not self.meeting.is_ahead:
                found.append(Step(label, day, "past", _("Nothing was sent")))
            else:
                press = (_("Ask again now"), self._at("nudge")) if self.asked else ()
                found.append(Step(label, day, "ahead", _("By itself"), *press))
        return found

    def _agenda(self) -> Step:
        sent = self.letters.get("agenda")
        has_items = self.meeting.agenda_items.exists()
        press = (_("Send the agenda"), "agenda_send") if has_items else (_("Write the agenda"), "agenda")
        day = self._day("agenda_ready") or self._before(10)
        return self._own(_("Agenda sent"), day, bool(sent), (press[0], self._at(press[1])))

    def _notice(self) -> Step | None:
        if self.charter.notice_mode == NoticeMode.OFF:
            return None
        postings, rules = list(self.meeting.postings.all()), rules_for(self.charter)
        given = bool(given_at(postings, rules) if rules else postings)
        press = (_("Public notice"), self._at("notice"))
        return self._own(_("Public notice posted"), self._before(10), given, press)

    def _the_day(self) -> list[Step]:
        came, began = self.meeting.attendances.exists(), self.meeting.has_begun
        sheet = (_("Sign-in sheet (PDF)"), self._at("sign_in_sheet"))
        door = (_("Check-in"), self._at("check_in"))
        if self.meeting.door_is_shut:
            door = (_("Attendance"), self._at("attendance"))
        written = bool(self.minutes) and self.minutes.entries.filter(carried=False).exists()
        return [
            self._own(_("Sign-in sheet and poster on paper"), self._before(1), came, sheet),
            self._after(_("Check-in"), self.date, came, door, can=not self.meeting.door_is_early),
            self._after(
                _("Minutes written"),
                self.date,
                written,
                (_("Write the minutes"), self._at("minutes_write")),
                can=began,
            ),
        ]

    def _after(self, label: str, day: date | None, done: bool, press: tuple[str, str], *, can: bool) -> Step:
        """What is done on the day or after it; `can` says whether it can be done by now."""
        if done:
            return Step(label, day, "done")
        if self.meeting.state == MeetingState.CANCELLED:
            return Step(label, day, "past")
        if not can or (day and day > self.today):
            return Step(label, day, "ahead", "", *(press if can else ()))
        return Step(label, day, "due", "", *press)

    def _circulating(self) -> Step:
        minutes, day = self.minutes, workday_after(self.date + CIRCULATED_WITHIN, self.off)
        press = (_("Circulate"), self._at("minutes"))
        done = bool(minutes and minutes.circulated_at)
        return self._after(_("Draft minutes circulated"), day, done, press, can=self.meeting.has_begun)

    def _corrections(self) -> Step:
        minutes = self.minutes
        until = minutes.corrections_until if minutes else None
        day = until or workday_after(self.date + CORRECTED_WITHIN, self.off)
        over = bool(until) and until < self.today
        return Step(_("End of the time for corrections"), day, "done" if over else "ahead", _("By itself"))

    def _ending(self) -> list[Step]:
        following = Meeting.objects.exclude(state=MeetingState.CANCELLED).filter(
            workgroup=self.meeting.workgroup_id, starts_at__gt=self.meeting.starts_at
        )
        starts = following.order_by("starts_at").values_list("starts_at", flat=True).first()
        day = starts.astimezone(self.zone).date() if starts else None
        state = self.minutes.state if self.minutes else ""
        approved = state in {MinutesState.APPROVED, MinutesState.PUBLISHED}
        approve = (_("Approve"), self._at("minutes"))
        publish = (_("Check before publication"), self._at("minutes_public"))
        return [
            self._after(
                _("Minutes approved"),
                day,
                approved,
                approve,
                can=state == MinutesState.CIRCULATED and bool(day),
            ),
            self._after(_("Minutes published"), day, state == MinutesState.PUBLISHED, publish, can=approved),
        ]
