"""A real SMTP server on this machine that keeps every message, so that a test can read its mail."""

import re
import socket
import time
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


class Mailbox:
    """Use as a context manager; `host` and `port` are where to send. Port 0: one that is free."""

    def __init__(self, port: int = 0):
        self.received: list[tuple[str, EmailMessage]] = []
        self.host = "127.0.0.1"
        with socket.socket() as probe:
            probe.bind((self.host, port))
            self.port = probe.getsockname()[1]
        self._controller = Controller(self, hostname=self.host, port=self.port)

    def __enter__(self) -> "Mailbox":
        self._controller.start()
        return self

    def __exit__(self, *exc) -> None:
        self._controller.stop()

    async def handle_DATA(self, server, session, envelope) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received += [(address, message) for address in envelope.rcpt_tos]
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for to, message in self.received if to == address]

    def wait_for(self, address: str, *, after: int, seconds: float = 90) -> EmailMessage:
        """Her newest mail, once she has more than `after`."""
        end = time.monotonic() + seconds
        while len(self.to(address)) <= after:
            assert time.monotonic() < end, f"no mail came to {address} within {seconds} seconds"
            time.sleep(0.2)
        return self.to(address)[-1]

    def since(self, position: int) -> list[tuple[str, EmailMessage]]:
        return self.received[position:]

    def repeated(self) -> int:
        """How many messages came more than once, by Message-ID and recipient."""
        counts = Counter((to, message["Message-ID"]) for to, message in self.received)
        return sum(count - 1 for count in counts.values())


def text_of(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content()


def code_in(message: EmailMessage) -> str:
    """The sign-in code that stands alone on its line."""
    found = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", text_of(message), re.MULTILINE)
    assert found, "no code in the mail"
    return found.group(1)


def link_in(message: EmailMessage, room: str) -> str:
    """The path of the first signed link in the mail that leads to `room` (`rsvp`, `t`, `correct`)."""
    found = re.search(rf"https?://[^/\s]+(/{room}/[^\s\"<>]+/)", text_of(message))
    assert found, f"no /{room}/ link in the mail"
    return found.group(1)
