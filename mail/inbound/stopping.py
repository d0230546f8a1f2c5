"""A mail program's own "unsubscribe" by mail: a letter to us whose subject is the token of the mail it stops."""

import re
from email.message import Message as Email
from urllib.parse import quote

from django.utils.translation import gettext_noop

from mail.inbound.models import InboundMessage
from mail.inbound.reading import header
from mail.inbound.registry import Outcome, handled
from mail.links import read
from mail.models import Message

SUBJECT = re.compile(r"^stop ([\w:.-]{20,200})$")


def stop_address(address: str, token: str) -> str:
    """The mailto of List-Unsubscribe (RFC 2369 3.2)."""
    return f"mailto:{address}?subject={quote(f'stop {token}')}"


def handle_stop(email: Email, inbound: InboundMessage) -> Outcome | None:
    """The token proves possession of the mail, as it does for the one-click address."""
    from mail.actions.preferring import can_be_stopped, stop  # actions import this package

    found = SUBJECT.match(header(email, "Subject"))
    numbers = read("stop", found.group(1)) if found else None
    message = Message.objects.filter(pk=numbers[0], person=numbers[1]).first() if numbers else None
    if message is None or not can_be_stopped(message):
        return None
    stop(message, by=message.person)
    return handled(gettext_noop("Stopped mail of this kind."), "stop")
