"""What the outbox tells apps to its right."""

from django.dispatch import Signal

# messages=[Message, ...], by=person: they were taken back before they left, so whoever posted them may again.
taken_back = Signal()
