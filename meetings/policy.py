"""What a person may do with a meeting."""

from functools import cached_property

from django.utils import timezone

from meetings.minutes_copy import Copy
from meetings.models import Meeting, Minutes, Poll
from workgroups.models import Workgroup
from workgroups.policy import is_chair, kept_by


def can_run_meeting(person, meeting: Meeting) -> bool:
    """Invite, move, cancel, and read who answered what (R24): the coordinator, and a workgroup's chairs."""
    return person is not None and (person.is_coordinator or is_chair(person, meeting.workgroup))


def can_schedule_meeting(person) -> bool:
    """The coordinator calls any meeting, a chair those of her workgroups."""
    return person is not None and (person.is_coordinator or groups_to_schedule(person).exists())


def groups_to_schedule(person):
    """The workgroups whose meetings this person may call."""
    if person.is_coordinator:
        return Workgroup.objects.all()
    return kept_by(person)


def can_lay_out_year(person) -> bool:
    """The quarterly meetings, the venues and the holidays are the coordinator's."""
    return person is not None and person.is_coordinator


def can_read_needs(person) -> bool:
    """What people need to eat and to take part is the coordinator's alone (R25)."""
    return person is not None and person.is_coordinator


def can_run_poll(person, poll: Poll) -> bool:
    """Read who can when, and fix the date."""
    return person is not None and (person.is_coordinator or is_chair(person, poll.workgroup))


def can_write_minutes(person, meeting: Meeting) -> bool:
    """Write, circulate, approve and publish: the coordinator, and a workgroup's chairs for its own meetings."""
    return person is not None and (person.is_coordinator or is_chair(person, meeting.workgroup))


def can_reserve_entry(person) -> bool:
    """Write and read what is for the coordinator alone."""
    return person is not None and person.is_coordinator


def can_write_agenda(person, meeting: Meeting) -> bool:
    """Whoever runs the meeting says what is on its agenda."""
    return can_run_meeting(person, meeting)


def can_see_paid_time(person) -> bool:
    """What a consultant is paid for is the coordinator's alone (survivor safety R29)."""
    return person is not None and person.is_coordinator


def can_keep_attendance(person, meeting: Meeting) -> bool:
    """Check in at the door, correct who was there, and name a door helper for the day."""
    return can_run_meeting(person, meeting)


def can_check_in_protected(person) -> bool:
    """See whether a protected seat is here, and note it, is the coordinator's alone (survivor safety R3)."""
    return person is not None and person.is_coordinator


def can_export_attendance(person) -> bool:
    """Figures over all meetings are the coordinator's to hand on."""
    return person is not None and person.is_coordinator


def can_set_notice_rules(person) -> bool:
    """Whether meetings are announced to the public is the coordinator's to set."""
    return person is not None and person.is_coordinator


class Reader:
    """Which copy of any minutes this person (None: the public) reads, in at most two queries however many there are."""

    def __init__(self, person):
        self.person = person
        self.reads_everything = person is not None and person.is_coordinator

    @cached_property
    def _groups(self) -> set[int]:
        return set(self.person.roles.on(timezone.localdate()).values_list("workgroup_id", flat=True))

    @cached_property
    def _invited(self) -> set[int]:
        return set(self.person.invitations.values_list("meeting_id", flat=True))

    def copy_of(self, minutes: Minutes) -> Copy:
        """The whole, the members' copy, or the public one."""
        if self.reads_everything:
            return Copy.FULL
        if self.person is None:
            return Copy.PUBLIC
        meeting = minutes.meeting
        inside = meeting.workgroup_id is None or meeting.workgroup_id in self._groups
        return Copy.MEMBERS if inside or meeting.pk in self._invited else Copy.PUBLIC
