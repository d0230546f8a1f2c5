"""What a person may do with mail."""

from mail.batches import sender_id


def can_read_outbox(person) -> bool:
    """Who was told what is the coordinator's alone."""
    return person is not None and person.is_coordinator


def can_edit_rules(person) -> bool:
    """When reminders go out is the coordinator's to set."""
    return person is not None and person.is_coordinator


def can_take_back(person, code: str) -> bool:
    """What was sent to all is taken back by whoever sent it, or by the coordinator."""
    return person is not None and (person.is_coordinator or sender_id(code) == person.pk)
