"""What a person may do with the roster."""


def can_edit_roster(person) -> bool:
    """The roster is the coordinator's to keep."""
    return person is not None and person.is_coordinator
