"""A message as it left, for the coordinator's eyes: whole, but for the proofs in its links."""

import re
from dataclasses import dataclass, field

from mail.mime import as_email
from mail.models import Message

# A token lets whoever has it answer as that person; nobody reads another's.
TOKEN = re.compile(r"(/(?:rsvp|t|correct|m/stop|poll|lent|calendar|consent|join|[a-z]{1,12})/)([\w.:-]{30,})")
STOP = re.compile(r"(stop%20)[\w.:%-]{20,}")
HIDDEN = r"\1•••"


@dataclass(frozen=True)
class AsSent:
    """Headers, both texts, the calendar part and the attachments' names and sizes."""

    headers: list[tuple[str, str]]
    text: str
    html: str
    calendar: str
    files: list[tuple[str, int]] = field(default_factory=list)


def as_sent(message: Message) -> AsSent:
    """What the receiver has of it. Account mail shows its headers alone."""
    secret = message.secret or message.kind == "account"
    email = as_email(message).message()
    return AsSent(
        headers=[(name, hide(str(value))) for name, value in email.items()],
        text="" if secret else hide(message.text),
        html="" if secret else hide(message.html),
        calendar=hide(bytes(message.calendar).decode(errors="replace")) if message.calendar else "",
        files=[(file.name, len(file.content)) for file in message.attachments.all()],
    )


def hide(text: str) -> str:
    """The same text with the tokens of its signed links blotted out."""
    return STOP.sub(HIDDEN, TOKEN.sub(HIDDEN, text))
