"""What came back (RFC 3464, and the plain words of servers that do not follow it): pure reading."""

import re
from dataclasses import dataclass
from email import message_from_string
from email.message import Message as Email

from mail.inbound.reading import addresses, decoded, header, message_ids, sender

# The address itself is wrong or gone; anything else may pass (RFC 3463).
PERMANENT = re.compile(r"^5\.(1\.\d+|2\.1|4\.4)$")
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY_CODE = re.compile(r"\b(5[0-5]\d)[ :-]")
UNKNOWN_USER = re.compile(
    r"user unknown|unknown user|no such user|mailbox unavailable|does not exist|not found|"
    r"no mailbox here|invalid recipient|unknown recipient|recipient rejected|unrouteable address|"
    r"doesn't have an? \S+ account|(account|mailbox) (is |has been )?(disabled|closed|deactivated|suspended)",
    re.IGNORECASE,
)
STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
SERVERS = ("mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon")


@dataclass(frozen=True)
class Failure:
    """One recipient that a report speaks of. `original` is the address we wrote to, where the report says so."""

    final: str
    original: str
    action: str
    status: str

    @property
    def failed(self) -> bool:
        return self.action == "failed"

    @property
    def permanent(self) -> bool:
        """Whether the address is wrong or gone; a full mailbox or a refused text is not."""
        return self.failed and PERMANENT.match(self.status) is not None

    @property
    def address(self) -> str:
        return self.original or self.final


@dataclass(frozen=True)
class Report:
    """What a server says about a message of ours; `message_ids` are those found in what it returned."""

    failures: tuple[Failure, ...]
    message_ids: tuple[str, ...]
    complaint: bool = False


def read(email: Email) -> Report | None:
    """The report in this message, or None when it is not one."""
    kind = str(email.get_param("report-type") or "").lower()
    parts = list(email.walk())
    statuses = [part for part in parts if part.get_content_type() in STATUS_TYPES]
    if statuses:
        failures = tuple(f for part in statuses for f in _of_status(part))
        failures = failures or tuple(_of_words(email))
        return Report(failures, _returned_ids(email)) if failures else None
    if kind == "feedback-report":
        return Report((), _returned_ids(email), complaint=True)
    if kind and kind != "delivery-status":
        return None
    if _from_a_server(email):
        failures = tuple(_of_words(email))
        return Report(failures, _returned_ids(email)) if failures else None
    return None


def _from_a_server(email: Email) -> bool:
    return sender(email).partition("@")[0] in SERVERS or bool(email.get("X-Failed-Recipients"))


def _of_status(part: Email):
    """One Failure per recipient block of a message/delivery-status part."""
    for block in _blocks(part):
        final, original = (_recipient(header(block, f"{n}-Recipient")) for n in ("Final", "Original"))
        if final or original:
            status = STATUS.search(header(block, "Status")) or STATUS.search(header(block, "Diagnostic-Code"))
            action = header(block, "Action").split(" ")[0].lower() or "failed"
            found = status.group(1) if status else ""
            if action == "failed" and found in {"", "5.0.0", "5.3.0"}:
                found = _status_in(header(block, "Diagnostic-Code")) or found
            yield Failure(final, original, action, found)


def _blocks(part: Email) -> list[Email]:
    """The email package takes the international form (RFC 6533) for one message, and what follows for its body."""
    blocks = part.get_payload() if part.is_multipart() else []
    if part.get_content_type() == STATUS_TYPES[1]:
        texts = [text for block in blocks for text in block.as_string().split("\n\n")]
        blocks = [message_from_string(text.strip() + "\n\n") for text in texts]
    return blocks


def _recipient(value: str) -> str:
    address = value.partition(";")[2] or value
    return address.strip().strip("<>").lower() if "@" in address else ""


def _of_words(email: Email):
    """What a server that sends no status part says in its text."""
    text = "\n".join(decoded(p) for p in email.walk() if p.get_content_type() == "text/plain")
    said, _, _ = re.split(r"(?i)(-+ ?original message|-+ ?this is a copy|^received: )", text, maxsplit=1)[
        0
    ].partition("\x00")
    told = addresses(email, "X-Failed-Recipients") or re.findall(r"<?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)>?", said)
    status = _status_in(said)
    ours = set(addresses(email, "To", "From"))
    if not status:
        return
    action = "failed" if status.startswith("5") else "delayed"
    for address in dict.fromkeys(a.lower() for a in told):
        if address not in ours or email.get("X-Failed-Recipients"):
            yield Failure(address, "", action, status)
            return


def _status_in(text: str) -> str:
    status = STATUS.search(text)
    if status and status.group(1) not in {"5.0.0", "5.3.0"}:
        return status.group(1)
    if UNKNOWN_USER.search(text):
        return "5.1.1"
    if status:
        return status.group(1)
    return "5.0.0" if REPLY_CODE.search(text) else ""


def _returned_ids(email: Email) -> tuple[str, ...]:
    """Message-IDs in the returned message, its headers, or the text that quotes them."""
    found = message_ids(email, "In-Reply-To", "References", "X-Original-Message-ID")
    own = set(message_ids(email, "Message-ID"))
    for part in email.walk():
        if part is not email:
            found += message_ids(part, "Message-ID", "Original-Message-ID")
        if part.get_content_maintype() in {"text", "message"} and not part.is_multipart():
            found += re.findall(r"(?im)^message-id:\s*(<[^<>\s]+>)", decoded(part))
    return tuple(dict.fromkeys(i for i in found if i not in own))
