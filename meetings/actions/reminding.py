"""Sending what the dates of meetings call for; the outbox key makes a second run write nothing."""

from django.db import transaction

from charter.models import Charter
from mail.actions import Draft, post_many
from meetings.actions.agenda_sending import send_agenda
from meetings.actions.invitations import ask
from meetings.actions.meetings import send_invitation
from meetings.reminder_letters import Letters
from meetings.reminders import Due

POSTED_AS = {"task_status": "task_digest", "task_midquarter": "task_digest"}


@transaction.atomic
def send_due(due: Due) -> int:
    """Write one letter to each of its people, or ask them to the meeting; says how many were written."""
    meeting = due.occasion.meeting
    if due.kind.code == "keep_the_date":
        return ask(meeting, everyone=True, provisional=True, by=None)
    if due.kind.code == "invite_all":
        told = send_invitation(meeting, by=None) if meeting.provisional else 0
        return told + ask(meeting, everyone=True, by=None)
    if due.kind.code == "agenda":
        return send_agenda(meeting)
    letters = Letters(due.kind.code, due.occasion, due.day, Charter.load())
    return post_many(_draft(due, letters, person) for person in due.people)


def _draft(due: Due, letters: Letters, person) -> Draft:
    code = due.kind.code
    # What asks about tasks is that day's one mail about tasks, whichever of them comes first.
    digest = code in POSTED_AS
    return Draft(
        kind=POSTED_AS.get(code, code),
        person=person,
        about=person if digest else due.occasion.meeting,
        reference=f"day:{due.day:%Y-%m-%d}" if digest else f"{due.occasion.reference}:day:{due.day}",
        path=letters.path(person),
        **letters.to(person).words,
    )
