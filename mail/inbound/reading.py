"""A message's headers and text, read so that nothing a stranger sends can raise."""

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Email
from email.utils import getaddresses, parsedate_to_datetime

QUOTED = re.compile(r"^(>|On .+wrote:$|-----Original Message-----|_{10,}$|From: .+)", re.MULTILINE)


def parse(raw: bytes) -> Email:
    """The message. The old policy is on purpose: the new one raises on headers that real mail has."""
    return message_from_bytes(raw, policy=policy.compat32)


def header(email: Email, name: str) -> str:
    """A header as readable text on one line, or ""."""
    value = email.get(name)
    if value is None:
        return ""
    try:
        value = str(make_header(decode_header(str(value))))
    except (LookupError, ValueError, MessageError):
        value = str(value)
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def addresses(email: Email, *names: str) -> list[str]:
    """The bare addresses of these headers, in lower case."""
    values = [str(value).replace("\x00", "") for name in names for value in email.get_all(name, [])]
    return [address.lower() for _, address in getaddresses(values) if "@" in address]


def sender(email: Email) -> str:
    """The address that the message says it is from, in lower case."""
    return next(iter(addresses(email, "From")), "")


def message_ids(email: Email, *names: str) -> list[str]:
    """The <...> identifiers of these headers."""
    values = " ".join(str(value) for name in names for value in email.get_all(name, []))
    return re.findall(r"<[^<>\s\x00]+>", values)


def date_of(email: Email):
    """The Date header as an aware moment, or None."""
    try:
        moment = parsedate_to_datetime(str(email.get("Date")))
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def decoded(part: Email) -> str:
    """A text part as text, whatever its charset claims."""
    content = part.get_payload(decode=True) or b""
    charset = part.get_content_charset() or "utf-8"
    try:
        return content.decode(charset)
    except (LookupError, ValueError):
        return content.decode("utf-8", errors="replace")


def text_of(email: Email) -> str:
    """The plain text a person reads, or "" when there is none."""
    for part in email.walk():
        if part.get_content_type() == "text/plain" and not part.get_filename():
            return decoded(part).replace("\r\n", "\n").replace("\x00", "").strip()
    return ""


def new_text_of(email: Email) -> str:
    """What the sender typed, without the quoted message under it."""
    text = text_of(email)
    quoted = QUOTED.search(text)
    return (text[: quoted.start()] if quoted else text).strip()
