"""Sending what the dates of meetings call for; the outbox key makes a second run write nothing."""

from django.db import transaction

from charter.models import Charter
from mail.actions import Draft, post_many
from meetings.actions.agenda_sending import send_agenda
from meetings.actions.invitations import ask
from meetings.actions.meetings import send_invitation
from meetings.models import Meeting
from meetings.reminder_letters import Letters
from meetings.reminders import Due
from members.batches import in_batches

POSTED_AS = {"task_status": "task_digest", "task_midquarter": "task_digest"}


def send_due(due: Due) -> int:
    """Write one letter to each of its people, or ask them to the meeting; says how many were written.

    Each batch of people is a transaction of its own: where a run was killed, the next one goes on.
    """
    if due.kind.code in ASKING:
        return ASKING[due.kind.code](due.occasion.meeting)
    letters, written = Letters(due.kind.code, due.occasion, due.day, Charter.load()), 0
    for people in in_batches(due.people):
        concerned = letters.look_up(people)
        written += post_many(_draft(due, letters, person) for person in concerned)
    return written


def _keep_the_date(meeting: Meeting) -> int:
    return ask(meeting, everyone=True, provisional=True, by=None)


@transaction.atomic
def _invite_all(meeting: Meeting) -> int:
    told = send_invitation(meeting, by=None) if meeting.provisional else 0
    return told + ask(meeting, everyone=True, by=None)


ASKING = {"keep_the_date": _keep_the_date, "invite_all": _invite_all, "agenda": send_agenda}


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
