"""What beat does for meetings; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from charter.models import Charter
from meetings import minutes_clock, reminders
from meetings.absences import too_many
from meetings.actions.absences import tell_of_absence
from meetings.actions.agenda_sending import send_agenda
from meetings.actions.minutes import nag, remind_of_corrections
from meetings.actions.reminding import send_due


@shared_task
def send_due_reminders() -> None:
    """Everything that a meeting's date sends by itself, as the rules say."""
    now, charter = timezone.now(), Charter.load()
    for letter in reminders.due(now, charter.time_zone):
        send_due(letter)
    for meeting in reminders.agendas_due(now, charter.time_zone, charter.agenda_days_before):
        send_agenda(meeting)


@shared_task
def nag_about_minutes() -> None:
    """Tell the coordinator alone what waits; each lateness is told once."""
    for late in minutes_clock.due(timezone.now(), Charter.load().time_zone):
        nag(late.meeting, what=late.what, day=late.day)


@shared_task
def tell_of_absences() -> None:
    """Tell the coordinator who stays away; each streak is told once."""
    for missing in too_many(timezone.now()):
        tell_of_absence(missing)


@shared_task
def remind_of_minutes() -> None:
    """Say once that corrections are due; whoever pressed "I have read them" is left alone."""
    for minutes, person in minutes_clock.readers_due(timezone.now(), Charter.load().time_zone):
        remind_of_corrections(minutes, person)
