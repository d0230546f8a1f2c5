"""What a person may do with a meeting."""

from meetings.models import Meeting


def can_run_meeting(person, meeting: Meeting) -> bool:
    """Invite, move, cancel, and read who answered what (survivor safety R24)."""
    return person is not None and person.is_coordinator


def can_schedule_meeting(person) -> bool:
    """Quarterly and special meetings are the coordinator's to call."""
    return person is not None and person.is_coordinator


def can_write_minutes(person) -> bool:
    """Minutes are the coordinator's to write, circulate, approve and publish."""
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


def can_export_attendance(person) -> bool:
    """Figures over all meetings are the coordinator's to hand on."""
    return person is not None and person.is_coordinator


def can_set_notice_rules(person) -> bool:
    """Whether meetings are announced to the public is the coordinator's to set."""
    return person is not None and person.is_coordinator
