"""What members propose for the agenda, and the coordinator's answer to it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from charter.models import Charter
from mail.actions import post
from meetings.actions.agenda import add_item
from meetings.agenda_letters import answered_letter
from meetings.models import AgendaItem, ItemProposal, Meeting, ProposalState
from meetings.quorum import day_of


class NotOpen(Exception):
    """Nothing was written. `str()` is the sentence to show."""


def takes_proposals(meeting: Meeting) -> bool:
    """While it is ahead, and has not begun."""
    return meeting.is_ahead and not meeting.has_begun


def propose_by(meeting: Meeting) -> date:
    """The last day for proposals; a later one is still taken, and marked as late."""
    charter = Charter.load()
    return day_of(meeting, charter) - timedelta(days=charter.proposals_days_before)


@transaction.atomic
def propose_item(meeting: Meeting, *, by, **fields) -> ItemProposal:
    """Ask for an item. Raises NotOpen once the meeting is over, cancelled or has begun."""
    if not takes_proposals(meeting):
        raise NotOpen(_("This meeting takes no more proposals."))
    proposal = ItemProposal.objects.create(meeting=meeting, person=by, **fields)
    record("agenda.item_proposed", meeting, by=by, proposal=proposal.pk)
    return proposal


@transaction.atomic
def accept_proposal(proposal: ItemProposal, *, title: str, minutes: int, note: str = "", by) -> AgendaItem:
    """Put it on the agenda, as proposed or with other words and minutes; whoever proposed it is told."""
    proposal = _open(proposal)
    # A protected person is never named beside what she proposed.
    presenter = None if proposal.person.protected else proposal.person
    item = add_item(
        proposal.meeting,
        title=title,
        minutes=minutes,
        kind=proposal.kind,
        workgroup=proposal.workgroup,
        person=presenter,
        by=by,
    )
    changed = (title, minutes) != (proposal.title, proposal.minutes)
    proposal.item = item
    _answer(proposal, ProposalState.AMENDED if changed else ProposalState.ACCEPTED, note, by=by)
    return item


@transaction.atomic
def decline_proposal(proposal: ItemProposal, *, note: str, by) -> None:
    """Leave it off, and say why."""
    _answer(_open(proposal), ProposalState.DECLINED, note, by=by)


def _open(proposal: ItemProposal) -> ItemProposal:
    proposals = ItemProposal.objects.select_for_update(of=("self",)).select_related(
        "meeting", "person", "workgroup"
    )
    proposal = proposals.get(pk=proposal.pk)
    if proposal.state != ProposalState.OPEN:
        raise NotOpen(_("This proposal is answered already."))
    return proposal


def _answer(proposal: ItemProposal, state: str, note: str, *, by) -> None:
    proposal.state, proposal.note, proposal.answered_at = state, note, timezone.now()
    proposal.save(update_fields=["state", "note", "answered_at", "item"])
    record(f"agenda.proposal_{state}", proposal.meeting, by=by, proposal=proposal.pk)
    post(
        kind="agenda_proposal",
        person=proposal.person,
        about=proposal,
        reference=str(state),
        path=f"/meetings/{proposal.meeting.slug}/agenda/",
        **answered_letter(proposal, Charter.load()),
    )
