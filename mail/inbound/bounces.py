"""What came back (RFC 3464, and the plain words of servers that do not follow it): pure reading."""

import re
from base64 import b64decode
from dataclasses import dataclass
from email import message_from_string
from email.message import Message as Email
from quopri import decodestring

from mail.inbound.reading import addresses, decoded, header, message_ids, sender, text_of

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
# A server that still tries, and one that does not any more; where both are said, the latter counts.
TRIES_ON = re.compile(
    r"\bdelay(ed)?\b|not yet been delivered|(will|still) be(ing)? retried|warning (message )?only",
    re.IGNORECASE,
)
GAVE_UP = re.compile(
    r"permanent (error|failure)|giv(en|ing) up|not going to try again|in the queue too long|"
    r"retry time(out)? (was )?exceeded|failed permanently",
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
    kind = _report_type(email)
    statuses = [part for part in _own_parts(email) if part.get_content_type() in STATUS_TYPES]
    if statuses:
        failures = tuple(f for part in statuses for f in _of_status(part))
        failures = failures or tuple(_of_words(email))
        return Report(failures, _returned_ids(email)) if failures else None
    if kind == "feedback-report":
        return Report((), _returned_ids(email), complaint=True)
    if from_a_server(email):
        failures = tuple(_of_words(email))
        return Report(failures, _returned_ids(email)) if failures else None
    return None


def from_a_server(email: Email) -> bool:
    """Whether a mail server speaks here of a message that it could not bring; what it says may not be understood."""
    kind = _report_type(email)
    if kind:
        return kind == "delivery-status"
    return sender(email).partition("@")[0] in SERVERS or bool(email.get("X-Failed-Recipients"))


def _report_type(email: Email) -> str:
    return str(email.get_param("report-type") or "").lower()


def _own_parts(email: Email):
    """Every part of this message; one attached to it is someone else's (a report passed on by a person)."""
    yield email
    if email.get_content_maintype() == "multipart" and email.is_multipart():
        for part in email.get_payload():
            yield from _own_parts(part)


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
    """The email package takes neither the international form (RFC 6533) apart nor one in base64."""
    blocks = part.get_payload() if part.is_multipart() else []
    encoding = header(part, "Content-Transfer-Encoding").lower()
    if part.get_content_type() == STATUS_TYPES[1]:
        texts = [block.as_string() for block in blocks]
    elif encoding in {"base64", "quoted-printable"}:
        decode = b64decode if encoding == "base64" else decodestring
        texts = [_leniently(decode, "".join(block.as_string() for block in blocks))]
    else:
        return blocks
    paragraphs = [paragraph for text in texts for paragraph in re.split(r"\r?\n\r?\n", text)]
    return [message_from_string(paragraph.strip() + "\n\n") for paragraph in paragraphs]


def _leniently(decode, text: str) -> str:
    try:
        return decode(text.encode()).decode("utf-8", errors="replace")
    except ValueError:
        return text


def _recipient(value: str) -> str:
    address = value.partition(";")[2] or value
    return address.strip().strip("<>").lower() if "@" in address else ""


def _of_words(email: Email):
    """What a server that sends no status part says in its text."""
    said = re.split(
        r"(?im)(-+ ?original message|-+ ?this is a copy|-+ ?below this line|^received: )",
        text_of(email),
        maxsplit=1,
    )[0]
    named = addresses(email, "X-Failed-Recipients")
    told = named or re.findall(r"<?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)>?", said)
    status, action = _status_in(said), _action(f"{header(email, 'Subject')}\n{said}")
    if not (status or action or named):
        return
    action = "failed" if status.startswith("5") else action or ("failed" if named else "delayed")
    ours = set() if named else set(addresses(email, "To", "From"))
    for address in dict.fromkeys(a.lower() for a in told):
        if address not in ours:
            yield Failure(address, "", action, status)
            return


def _action(text: str) -> str:
    return "failed" if GAVE_UP.search(text) else "delayed" if TRIES_ON.search(text) else ""


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
