"""A mail to many before it is sent: to how many, and how it will look; to whoever sends it, as much as she may know.

Who is written to may follow from answers that only the coordinator may link to a protected person, and who gets
no mail, or a neutral one, tells who is protected. Whoever else sends is therefore told the number of those
whose answers she reads by name, and sees the mail as she herself would get it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mail.batches import rehearse
from mail.enums import State
from mail.reading import hide


@dataclass(frozen=True)
class Preview:
    """How many mails would leave, how many people would get none, how many other mails go along, and the mail."""

    leaving: int = 0
    staying: int = 0
    beside: int = 0
    subject: str = ""
    text: str = ""
    html: str = ""


def preview(act: Callable[[], object], viewer, *, kind: str = "", by_name: bool = False) -> Preview:
    """What `act()` would send, without doing it; of several kinds of mail the one named, or the first.

    `by_name` says that whoever is written to was chosen from names that this viewer reads.
    """
    rehearsal = rehearse(act, reader=viewer.person)
    if not rehearsal.messages:
        return Preview()
    kind = kind or rehearsal.messages[0].kind
    counted = countable((m for m in rehearsal.messages if m.kind == kind), viewer, by_name=by_name)
    sample = rehearsal.samples.get(kind) if counted else None
    staying = [m for m in counted if m.state != State.QUEUED and not m.gather] if viewer.sees_all else []
    return Preview(
        leaving=len(counted) - len(staying),
        staying=len(staying),
        beside=len(rehearsal.messages) - len(counted) if viewer.sees_all else 0,
        subject=sample.subject if sample else "",
        text=hide(sample.text) if sample else "",
        html=hide(sample.html) if sample else "",
    )


def countable(messages: Iterable, viewer, *, by_name: bool = False) -> list:
    """Those of these messages that this viewer may count."""
    if viewer.sees_all or by_name:
        return list(messages)
    return [message for message in messages if not viewer.is_protected(message.person)]
