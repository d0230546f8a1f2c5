"""The agenda is written here, and goes out to those who come."""

import hashlib

from django.db import transaction
from django.db.models import Max

from audit.record import record
from charter.models import Charter
from mail.actions import post
from mail.links import sign
from mail.models import Message
from meetings.agenda import timed
from meetings.enums import MeetingState, Response
from meetings.letters import agenda_letter
from meetings.models import AgendaItem, Meeting


@transaction.atomic
def add_item(meeting: Meeting, *, title: str, minutes: int, presenter: str = "", by) -> AgendaItem:
    """Put an item at the end."""
    last = meeting.agenda_items.aggregate(Max("position"))["position__max"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, position=last + 1, title=title, minutes=minutes, presenter=presenter
    )
    record("agenda.item_added", meeting, by=by, item=item.pk)
    return item


@transaction.atomic
def edit_item(item: AgendaItem, *, title: str, minutes: int, presenter: str, by) -> None:
    item.title, item.minutes, item.presenter = title, minutes, presenter
    item.save()
    record("agenda.item_edited", item.meeting, by=by, item=item.pk)


@transaction.atomic
def remove_item(item: AgendaItem, *, by) -> None:
    record("agenda.item_removed", item.meeting, by=by, item=item.pk)
    item.delete()


@transaction.atomic
def shift_item(item: AgendaItem, *, up: bool, by) -> None:
    """Change places with the item above or below; at the end nothing happens."""
    others = item.meeting.agenda_items.select_for_update()
    if up:
        other = others.filter(position__lt=item.position).last()
    else:
        other = others.filter(position__gt=item.position).first()
    if other is None:
        return
    here, there = item.position, other.position
    AgendaItem.objects.filter(pk=item.pk).update(position=0)
    AgendaItem.objects.filter(pk=other.pk).update(position=here)
    AgendaItem.objects.filter(pk=item.pk).update(position=there)
    record("agenda.item_moved", item.meeting, by=by, item=item.pk)


@transaction.atomic
def send_agenda(meeting: Meeting, *, by=None) -> int:
    """Send the agenda to those who come or may come; returns to how many.

    The coordinator's press sends each version of the agenda once to each; beat (`by` is None) leaves
    alone whoever has had any agenda for this date.
    """
    if meeting.state == MeetingState.CANCELLED:
        return 0
    slots = timed(meeting, list(meeting.agenda_items.all()))
    letter = agenda_letter(meeting, slots, Charter.load())
    coming = meeting.invitations.filter(response__in=[Response.ACCEPTED, Response.TENTATIVE])
    this_date = f"sequence:{meeting.asked_sequence}:agenda:"
    if by is None:
        told = Message.objects.filter(kind="agenda", key__contains=f":{meeting.pk}:{this_date}")
        coming = coming.exclude(person__in=told.values("person"))
    sent = [
        post(
            kind="agenda",
            person=invitation.person,
            about=meeting,
            reference=this_date + _version(slots),
            path=f"/rsvp/{sign('rsvp', invitation.pk, invitation.person_id)}/",
            **letter,
        )
        for invitation in coming.select_related("person")
    ]
    written = sum(message is not None for message in sent)
    if written:
        record("agenda.sent", meeting, by=by, count=written)
    return written


def _version(slots) -> str:
    words = "\n".join(f"{slot.starts.isoformat()} {slot.item.title} {slot.item.presenter}" for slot in slots)
    return hashlib.sha256(words.encode()).hexdigest()[:12]
