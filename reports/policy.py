"""What a person may do with reports and with the data behind them."""


def can_write_report(person) -> bool:
    """The report, and whom it is lent to, are the coordinator's."""
    return person is not None and person.is_coordinator


def can_read_dashboard(person) -> bool:
    """Exact figures, also those that could expose someone, are for the coordinator alone."""
    return person is not None and person.is_coordinator
