"""The door on the day: each press is noted once, however often a tablet sends it, and contradictions are told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from meetings.actions.state import TooLate, locked
from meetings.models import Attendance, AttendanceMode, AttendanceSource, DoorNote, DoorPass, Meeting
from members.models import Organization, Person


@dataclass(frozen=True)
class Told:
    """What became of a press: `noted`, `already`, or `conflict`, and a sentence for whoever pressed."""

    outcome: str
    words: str = ""


@dataclass(frozen=True)
class Press:
    """One press at the door. `act` is in, out or undo; `at` is when it was pressed."""

    act: str
    at: datetime
    organization: Organization | None = None
    person: Person | None = None
    guest: str = ""
    mode: str = AttendanceMode.IN_PERSON
    client_id: str = ""


@transaction.atomic
def note(
    meeting: Meeting, press: Press, *, by=None, source: str = AttendanceSource.DOOR, door_pass=None
) -> Told:
    """Write one press down. The same `client_id` again does nothing and is answered as before."""
    meeting = locked(meeting)
    if press.client_id and (
        kept := DoorNote.objects.filter(meeting=meeting, client_id=press.client_id).first()
    ):
        return Told(kept.outcome, kept.told)
    told = _ACTS[press.act](meeting, _decent(press), source)
    if press.client_id:
        DoorNote.objects.create(
            meeting=meeting, client_id=press.client_id, outcome=told.outcome, told=told.words
        )
    if told.outcome == "noted":
        record(
            f"attendance.{press.act}",
            meeting,
            by=by,
            organization=press.organization.pk if press.organization else None,
            source=str(source),
            door_pass=door_pass.pk if door_pass else None,
        )
    return told


@transaction.atomic
def give_pass(meeting: Meeting, *, helper: str, by) -> DoorPass:
    """Let someone keep the door until the meeting is over by some hours."""
    door_pass = DoorPass.objects.create(
        meeting=meeting, helper=helper, given_by=by, expires_at=meeting.door_closes_at
    )
    record("door_pass.given", meeting, by=by, door_pass=door_pass.pk)
    return door_pass


@transaction.atomic
def revoke_pass(door_pass: DoorPass, *, by) -> None:
    """The link is dead from now on; what was noted with it stays."""
    door_pass.revoked_at = door_pass.revoked_at or timezone.now()
    door_pass.save(update_fields=["revoked_at"])
    record("door_pass.revoked", door_pass.meeting, by=by, door_pass=door_pass.pk)


def _decent(press: Press) -> Press:
    """Nobody is linked to a protected seat, neither its holder nor a companion; none arrives in the future."""
    organization, person = press.organization, press.person
    if organization and organization.sector and organization.sector.protected:
        person, organization = None, None if press.guest else organization
    at = min(press.at, timezone.now())
    return Press(press.act, at, organization, person, press.guest, press.mode, press.client_id)


def _arrive(meeting: Meeting, press: Press, source: str) -> Told:
    stays = list(_same(meeting, press))
    row = _open(stays)
    if row is None and press.person and press.organization:
        row = _unnamed(meeting, press.organization)
        if row:
            row.person = press.person
            row.save(update_fields=["person"])
            return Told("noted")
    if row is None and press.organization and not press.person and not press.guest:
        row = meeting.attendances.voices().filter(organization=press.organization, left_at=None).first()
    return _again(row, press) if row else _begin_stay(meeting, press, source, stays)


def _begin_stay(meeting: Meeting, press: Press, source: str, stays: list[Attendance]) -> Told:
    """A new row, also for whoever was here before: in between, the seat did not count."""
    if any(press.at < stay.left_at for stay in stays):
        return Told(
            "conflict", _said(_("%(name)s was noted as having left after your press. That stands."), press)
        )
    Attendance.objects.create(
        meeting=meeting,
        organization=press.organization,
        person=press.person,
        guest_name=press.guest,
        mode=press.mode,
        source=source,
        arrived_at=press.at,
    )
    return Told("noted", _said(_("%(name)s is back."), press) if stays else "")


def _again(row: Attendance, press: Press) -> Told:
    """Here already: noted by another device, or in the other way."""
    if row.mode == press.mode:
        return Told("already", _said(_("%(name)s was checked in already."), press))
    row.mode = press.mode
    row.save(update_fields=["mode"])
    return Told("noted", _said(_("%(name)s was noted the other way before; your press stands now."), press))


def _leave(meeting: Meeting, press: Press, source: str) -> Told:
    rows = _those(meeting, press)
    here = [row for row in rows if row.left_at is None]
    if not here:
        if rows:
            return Told("already", _said(_("%(name)s has left already."), press))
        return Told("conflict", _said(_("%(name)s was not checked in, so it cannot leave."), press))
    for row in here:
        row.left_at = max(press.at, row.arrived_at)
        row.save(update_fields=["left_at"])
    return Told("noted")


def _undo(meeting: Meeting, press: Press, source: str) -> Told:
    """Take back the last step: whoever has left is here again; whoever is here did not come (this time)."""
    rows = _those(meeting, press)
    if not rows:
        return Told("already", _said(_("%(name)s was not checked in."), press))
    kept = [row for row in rows if row.source not in (AttendanceSource.DOOR, AttendanceSource.SELF)]
    if kept:
        told = _("%(name)s was noted by the coordinator, not at the door. That stands.")
        return Told("conflict", _said(told, press))
    here = [row for row in rows if row.left_at is None]
    left = max((row.left_at for row in rows if row.left_at), default=None)
    if here:
        for row in here:
            row.delete()
    else:
        for row in [row for row in rows if row.left_at == left]:
            row.left_at = None
            row.save(update_fields=["left_at"])
    return Told("noted")


_ACTS = {"in": _arrive, "out": _leave, "undo": _undo}


def _same(meeting: Meeting, press: Press):
    return meeting.attendances.filter(
        organization=press.organization, person=press.person, guest_name=press.guest
    )


def _those(meeting: Meeting, press: Press) -> list[Attendance]:
    """Whom leaving or undoing concerns: the one named, or everyone of the organization."""
    if press.person or press.guest:
        return list(_same(meeting, press))
    return list(meeting.attendances.filter(organization=press.organization, guest_name=""))


def _open(stays: list[Attendance]) -> Attendance | None:
    return next((stay for stay in stays if stay.left_at is None), None)


def _unnamed(meeting: Meeting, organization: Organization) -> Attendance | None:
    return meeting.attendances.filter(
        organization=organization, person=None, guest_name="", left_at=None
    ).first()


def _name(press: Press) -> str:
    """Labels and what was typed here, never a person's name: the words are shown at the door."""
    if press.guest:
        return press.guest
    return press.organization.name if press.organization else _("This person")


def _said(words: str, press: Press) -> str:
    return words % {"name": _name(press)}


__all__ = ["Press", "Told", "TooLate", "give_pass", "note", "revoke_pass"]
