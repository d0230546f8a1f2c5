"""The words of what a meeting's date sends by itself: a template folder for each kind, and neutral words."""

from datetime import date, timedelta

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from charter.models import Charter
from mail.letters import render as render_letter
from mail.links import sign
from meetings.headcount import headcount
from meetings.invitation_letters import InvitationLetter, reminder_letter
from meetings.letters import moment
from meetings.links import rsvp_path
from meetings.occasions import Occasion
from members.models import Person

PERSONAL = {"task_status", "task_midquarter", "action_items"}
LABELS = {
    "agenda_call": _("Look at the meeting"),
    "report_request": _("Write the report"),
    "final_details": _("Place, link and your answer"),
    "workgroup_meeting": _("Place, link and your answer"),
    "comment_window": _("Read the draft"),
}


class Letters:
    """The letters of one kind about one occasion; what is the same for everyone is rendered once."""

    def __init__(self, code: str, occasion: Occasion, day: date, charter: Charter):
        self.code, self.occasion, self.day, self.charter = code, occasion, day, charter
        self._same: InvitationLetter | None = None
        self._more = CONTEXTS.get(code, lambda occasion: {})(occasion)

    def to(self, person: Person) -> InvitationLetter:
        if self.code in PERSONAL:
            return self._render(tasks=_tasks(self.code, self.occasion, person))
        if self._same is None:
            rsvp = self.code == "rsvp_reminder"
            self._same = reminder_letter(self.occasion.meeting, self.charter) if rsvp else self._render()
        return self._same

    def path(self, person: Person) -> str:
        """Where the letter's button leads."""
        occasion, slug = self.occasion, self.occasion.meeting.slug
        if (invitation := occasion.invitations.get(person.pk)) and self.code in ANSWERED:
            return rsvp_path(invitation)
        if self.code in PERSONAL:
            first = _tasks(self.code, occasion, person)[0]
            return f"/t/{sign('task', first.pk, person.pk)}/" if first.assignee_id == person.pk else "/mine/"
        if self.code == "comment_window":
            return f"/correct/{sign('correct', occasion.minutes.pk, person.pk)}/"
        return PATHS.get(self.code, "/meetings/{slug}/").format(slug=slug)

    def _render(self, **more) -> InvitationLetter:
        meeting, when = self.occasion.meeting, moment(self.occasion.meeting, self.charter)
        context = {"meeting": meeting, "when": when, "charter": self.charter, "today": self.day}
        folder = f"meetings/letters/{'tasks' if self.code.startswith('task_') else self.code}"
        letter = render_letter(folder, context | self._more | more | {"code": self.code})
        return InvitationLetter(
            **letter.words,
            discreet_body=DISCREET.get(self.code, "Something is waiting for you.").format(when=when),
            label=LABELS.get(self.code, _("Open")),
        )


def long_date(day: date) -> str:
    """Monday, January 4, 2027."""
    return format_date(day, "l, F j, Y")


def _tasks(code: str, occasion: Occasion, person: Person) -> list:
    return (occasion.action_items if code == "action_items" else occasion.tasks).get(person.pk, [])


def _before(days: int):
    return lambda occasion: {"until": long_date(occasion.day - timedelta(days=days))}


def _forecast(occasion: Occasion) -> dict:
    count = headcount(occasion.meeting)
    answers = list(occasion.invitations.values())
    coming = [i for i in answers if i.response == "accepted" and not i.waiting_since]
    return {
        "count": count,
        "remote": sum(i.mode == "remote" for i in coming),
        "coming": len(coming),
        "perhaps": sum(i.response == "tentative" for i in answers),
        "silent": len(occasion.unanswered()),
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
    "final_details": "{when}. What you need to know is here:",
    "workgroup_meeting": "{when}. What you need to know is here:",
}
