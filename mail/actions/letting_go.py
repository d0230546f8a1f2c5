"""The last mail to somebody whose record is emptied."""

from mail.enums import State
from mail.models import Message


def let_go(person, *, kind: str) -> int:
    """What is queued to her of this kind leaves to where it was addressed, though she is nobody from now on.

    It is tied to no person any more, and once it has left, or cannot, nothing of it stays but that it did.
    """
    return Message.objects.filter(person=person, kind=kind, state=State.QUEUED).update(
        person=None, secret=True
    )
