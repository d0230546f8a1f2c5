"""The agenda goes out to those who come, and each version that was sent is kept."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from audit.record import record
from charter.models import Charter
from mail.actions import Draft, post_many
from mail.models import Message
from meetings.agenda_letters import agenda_letter
from meetings.agenda_words import as_text, members_lines
from meetings.enums import Response
from meetings.links import rsvp_path
from meetings.models import AgendaVersion, Meeting
from members.batches import AT_ONCE


@transaction.atomic
def send_agenda(meeting: Meeting, *, by=None) -> int:
    """Send the agenda to those who come or may come; returns to how many.

    The coordinator's press sends each version of the agenda once to each; beat (`by` is None) leaves
    alone whoever has had any agenda for this date.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("venue").get(pk=meeting.pk)
    charter = Charter.load()
    with override(settings.LANGUAGE_CODE):
        text = as_text(members_lines(meeting, charter))
    if not meeting.is_ahead or not text:
        return 0
    version = _version(meeting, text)
    letter = agenda_letter(meeting, text, charter, before=_before(version))
    written = post_many(
        Draft(
            kind="agenda",
            person=invitation.person,
            about=meeting,
            reference=f"{_this_date(meeting)}{version.digest[:12]}",
            path=rsvp_path(invitation),
            **letter,
        )
        for invitation in _coming(meeting, by).iterator(chunk_size=AT_ONCE)
    )
    if written:
        version.save()
        record("agenda.sent", meeting, by=by, count=written, version=version.number)
    return written


def _coming(meeting: Meeting, by):
    coming = meeting.invitations.filter(response__in=[Response.ACCEPTED, Response.TENTATIVE])
    if by is None:
        key = f":{meeting.pk}:{_this_date(meeting)}"
        told = Message.objects.filter(kind="agenda", key__contains=key).exclude(person=None)
        coming = coming.exclude(person__in=told.values("person"))
    return coming.select_related("person")


def _this_date(meeting: Meeting) -> str:
    return f"sequence:{meeting.asked_sequence}:agenda:"


def _version(meeting: Meeting, text: str) -> AgendaVersion:
    """The version with these words, or a new one that is not saved yet."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    last = meeting.agenda_versions.last()
    if last and last.digest == digest:
        return last
    return AgendaVersion(meeting=meeting, number=last.number + 1 if last else 1, digest=digest, text=text)


def _before(version: AgendaVersion) -> AgendaVersion | None:
    return version.meeting.agenda_versions.filter(number=version.number - 1).first()
