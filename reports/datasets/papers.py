"""What meetings were about and what they came to: agenda, decisions, motions with their votes, and the places."""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from meetings.models import AgendaItem, Entry, EntryKind, Meeting, Minutes, MinutesState, Motion, Venue, Vote
from members.visibility import Viewer
from reports.datasets.shape import Dataset
from reports.enums import Scope


class AgendaItemRow(Schema):
    id: int
    meeting: str
    position: int
    kind: str
    title: str
    details: str
    minutes: int
    presenter: str
    workgroup: str | None
    audience: str
    content_note: str
    paid_hours: Decimal | None


class DecisionRow(Schema):
    id: int
    meeting: str
    day: date
    workgroup: str | None
    kind: str
    reference: str
    text: str
    result: str
    stands: bool


class MotionRow(Schema):
    id: int
    meeting: str
    entry: int | None
    share: str
    basis: str
    eligible: int | None
    present: int | None
    quorum: int | None
    yes: int | None
    no: int | None
    abstain: int | None
    recused: int | None
    result: str


class VoteRow(Schema):
    id: int
    motion: int
    organization: str
    choice: str


class VenueRow(Schema):
    id: int
    name: str
    address: str
    room: str
    parking: str
    transit: str
    access: str


def agenda_items(viewer: Viewer):
    found = AgendaItem.objects.visible_to(viewer.person)
    found = found.filter(meeting__in=Meeting.objects.visible_to(viewer.person))
    return found.select_related("meeting", "person", "workgroup").order_by("pk")


def agenda_item(item: AgendaItem, viewer: Viewer) -> AgendaItemRow:
    plain = ("id", "position", "kind", "title", "details", "minutes", "audience", "content_note")
    return AgendaItemRow(
        meeting=item.meeting.slug,
        presenter=viewer.name(item.person) if item.person else item.presenter,
        workgroup=item.workgroup.slug if item.workgroup else None,
        paid_hours=item.paid_hours if viewer.sees_all else None,
        **{name: getattr(item, name) for name in plain},
    )


def readable_entries(viewer: Viewer):
    """The passages of minutes that this viewer reads; a draft's are their writers' on the page alone."""
    minutes = Minutes.objects.visible_to(viewer.person)
    minutes = minutes.filter(meeting__in=Meeting.objects.visible_to(viewer.person))
    entries = Entry.objects.filter(minutes__in=minutes).select_related("minutes__meeting__workgroup", "task")
    if not viewer.sees_all:
        entries = entries.filter(coordinator_only=False).exclude(minutes__state=MinutesState.DRAFT)
    return entries.order_by("pk")


def decisions(viewer: Viewer):
    return readable_entries(viewer).filter(kind__in=[EntryKind.DECISION, EntryKind.MOTION])


def decision(entry: Entry, viewer: Viewer) -> DecisionRow:
    meeting = entry.minutes.meeting
    return DecisionRow(
        id=entry.pk,
        meeting=meeting.slug,
        day=timezone.localtime(meeting.starts_at).date(),
        workgroup=meeting.workgroup.slug if meeting.workgroup else None,
        kind=entry.kind,
        reference=entry.reference,
        text=entry.words(),
        result=entry.result,
        stands=entry.stands,
    )


def motions(viewer: Viewer):
    """Those that were counted in a meeting whose minutes this viewer reads."""
    found = Motion.objects.filter(entry__in=readable_entries(viewer), counted_at__isnull=False)
    return found.select_related("entry__minutes__meeting").order_by("pk")


def motion(motion: Motion, viewer: Viewer) -> MotionRow:
    """How many were there and could have been is the coordinator's: taken from the lists it tells who is in none."""
    entry = motion.entry
    there = {
        name: getattr(motion, name) if viewer.sees_all else None for name in ("eligible", "present", "quorum")
    }
    votes = {name: getattr(entry, name) for name in ("yes", "no", "abstain", "recused", "result")}
    return MotionRow(
        id=motion.pk,
        meeting=entry.minutes.meeting.slug,
        entry=entry.pk,
        share=motion.share,
        basis=motion.basis,
        **there,
        **votes,
    )


def votes(viewer: Viewer):
    found = Vote.objects.filter(motion__in=motions(viewer))
    if not viewer.sees_all:
        found = found.exclude(organization__sector__protected=True)
    return found.select_related("organization").order_by("pk")


def vote(vote: Vote, viewer: Viewer) -> VoteRow:
    return VoteRow(id=vote.pk, motion=vote.motion_id, organization=vote.organization.name, choice=vote.choice)


def venues(viewer: Viewer):
    """The places of the meetings that this viewer may see (survivor safety R28)."""
    if viewer.sees_all:
        return Venue.objects.order_by("pk")
    return Venue.objects.filter(pk__in=Meeting.objects.visible_to(viewer.person).values("venue")).order_by(
        "pk"
    )


def venue(venue: Venue, viewer: Viewer) -> VenueRow:
    return VenueRow(**{name: getattr(venue, name) for name in VenueRow.model_fields})


SETS = (
    Dataset("agenda_items", _("Agenda items"), Scope.MEETINGS, AgendaItemRow, agenda_items, agenda_item),
    Dataset("decisions", _("Decisions"), Scope.MEETINGS, DecisionRow, decisions, decision),
    Dataset("motions", _("Motions that were counted"), Scope.MEETINGS, MotionRow, motions, motion),
    Dataset("votes", _("Votes by organization"), Scope.MEETINGS, VoteRow, votes, vote),
    Dataset("venues", _("Venues"), Scope.MEETINGS, VenueRow, venues, venue),
)
