"""The words of what a meeting's date sends by itself: a template folder for each kind, and neutral words."""

from datetime import date, timedelta

from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter.models import Charter
from mail.languages import in_each_language
from mail.letters import render as render_letter
from mail.links import sign
from meetings.enums import Response
from meetings.headcount import headcount
from meetings.invitation_letters import InvitationLetter, reminder_letter
from meetings.letters import moment
from meetings.links import rsvp_path
from meetings.models import AttendanceMode, Invitation
from meetings.occasions import Occasion
from members.models import Person
from tasks.models import Task

PERSONAL = {"task_status", "task_midquarter", "action_items"}
LABELS = {
    "agenda_call": gettext_lazy("Look at the meeting"),
    "report_request": gettext_lazy("Write the report"),
    "final_details": gettext_lazy("Place, link and your answer"),
    "workgroup_meeting": gettext_lazy("Place, link and your answer"),
    "comment_window": gettext_lazy("Read the draft"),
}


class Letters:
    """The letters of one kind about one occasion; what is the same for everyone is rendered once."""

    def __init__(self, code: str, occasion: Occasion, day: date, charter: Charter):
        self.code, self.occasion, self.day, self.charter = code, occasion, day, charter
        self._same: InvitationLetter | None = None
        self._invitations: dict[int, Invitation] = {}
        self._tasks: dict[int, list[Task]] = {}

    def look_up(self, people: list[Person]) -> list[Person]:
        """Read what only these people's letters say, forgetting those before; returns whom there is something to tell."""
        if self.code in ANSWERED:
            self._invitations = self.occasion.invitations_of(people)
            return [person for person in people if person.pk in self._invitations]
        if self.code in PERSONAL:
            items = self.code == "action_items"
            self._tasks = (self.occasion.action_items_of if items else self.occasion.tasks_of)(people)
            return [person for person in people if person.pk in self._tasks]
        return people

    def to(self, person: Person) -> InvitationLetter:
        """What is written to one of those who were looked up."""
        if self.code in PERSONAL:
            return self._render(tasks=self._tasks[person.pk])
        if self._same is None:
            rsvp = self.code == "rsvp_reminder"
            self._same = reminder_letter(self.occasion.meeting, self.charter) if rsvp else self._render()
        return self._same

    def path(self, person: Person) -> str:
        """Where the letter's button leads."""
        occasion, slug = self.occasion, self.occasion.meeting.slug
        if self.code in ANSWERED:
            return rsvp_path(self._invitations[person.pk])
        if self.code in PERSONAL:
            first = self._tasks[person.pk][0]
            return f"/t/{sign('task', first.pk, person.pk)}/" if first.assignee_id == person.pk else "/mine/"
        if self.code == "comment_window":
            return f"/correct/{sign('correct', occasion.minutes.pk, person.pk)}/"
        return PATHS.get(self.code, "/meetings/{slug}/").format(slug=slug)

    @in_each_language
    def _render(self, **more) -> InvitationLetter:
        meeting, when = self.occasion.meeting, moment(self.occasion.meeting, self.charter)
        context = {"meeting": meeting, "when": when, "charter": self.charter, "today": self.day}
        folder = f"meetings/letters/{'tasks' if self.code.startswith('task_') else self.code}"
        letter = render_letter(
            folder,
            context
            | CONTEXTS.get(self.code, lambda occasion: {})(self.occasion)
            | more
            | {"code": self.code},
        )
        return InvitationLetter(
            **letter.words,
            discreet_body=DISCREET.get(self.code, _("Something is waiting for you.")).format(when=when),
            label=LABELS.get(self.code, _("Open")),
        )


def long_date(day: date) -> str:
    """Monday, January 4, 2027."""
    return format_date(day, "l, F j, Y")


def _before(days: int):
    return lambda occasion: {"until": long_date(occasion.day - timedelta(days=days))}


def _forecast(occasion: Occasion) -> dict:
    coming = occasion.asked.coming()
    return {
        "count": headcount(occasion.meeting),
        "remote": coming.filter(mode=AttendanceMode.REMOTE).count(),
        "coming": coming.count(),
        "perhaps": occasion.asked.filter(response=Response.TENTATIVE).count(),
        "silent": occasion.unanswered().count(),
    }


def _window(occasion: Occasion) -> dict:
    until = occasion.minutes.corrections_until
    return {"until": long_date(until), "until_date": until}


ANSWERED = {"rsvp_reminder", "final_details", "workgroup_meeting"}
CONTEXTS = {
    "agenda_call": _before(30),
    "report_request": _before(10),
    "quorum_forecast": _forecast,
    "headcount": _forecast,
    "comment_window": _window,
}
PATHS = {
    "quorum_forecast": "/meetings/{slug}/invitees/",
    "headcount": "/meetings/{slug}/invitees/",
    "agenda_ready": "/meetings/{slug}/agenda/",
    "report_request": "/workgroups/",
    "workgroup_check": "/workgroups/",
}
DISCREET = {
    "final_details": gettext_lazy("{when}. What you need to know is here:"),
    "workgroup_meeting": gettext_lazy("{when}. What you need to know is here:"),
}
