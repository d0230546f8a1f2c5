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
