"""What the outbox tells apps to its right."""

from django.dispatch import Signal

# batch=code, messages=[Message, ...], whole=True, by=person: they were taken back before they left, so whoever
# posted them may again; `whole` where nothing of the batch has left. A receiver that cannot follow raises
# `mail.actions.NotPossible`, and nothing is taken back.
taken_back = Signal()
