"""What beat does for meetings; safe to run twice."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from charter.models import Charter
from meetings import minutes_clock, reminders
from meetings.absences import too_many
from meetings.actions import follow, hold, purge_needs
from meetings.actions.absences import tell_of_absence
from meetings.actions.minutes import nag, remind_of_corrections
from meetings.actions.reminding import send_due
from meetings.enums import MeetingState
from meetings.models import Meeting


@shared_task
def send_due_reminders() -> None:
    """Everything that a meeting's date sends by itself, as the rules say."""
    now, charter = timezone.now(), Charter.load()
    for letter in reminders.due(now, charter.time_zone):
        send_due(letter)


@shared_task
def follow_groups() -> None:
    """Ask who is new in a group that a coming meeting asks, and let go who has left, also by a date that came."""
    for meeting in Meeting.objects.upcoming().filter(audiences__isnull=False).distinct():
        follow(meeting)


@shared_task
def close_past_meetings() -> None:
    """A meeting that is over and was not cancelled was held; what people needed there is erased in time (R25)."""
    now = timezone.now()
    open_ones = Meeting.objects.filter(ends_at__lt=now, ends_at__gt=now - timedelta(days=60))
    for meeting in open_ones.exclude(state__in=[MeetingState.CANCELLED, MeetingState.HELD]):
        hold(meeting)
    purge_needs(before=now - timedelta(days=Charter.load().keep_needs_days))


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
