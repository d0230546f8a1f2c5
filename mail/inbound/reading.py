"""A message's headers and text, read so that nothing a stranger sends can raise."""

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Email
from email.utils import getaddresses, parsedate_to_datetime
from html import unescape

# Where mail programs begin what they quote, in English, Spanish and German; the line may be broken once.
QUOTED = re.compile(
    r"^(>|On [^\n]+(\n[^\n]+)?wrote:$|El [^\n]+(\n[^\n]+)?escribió:$|Am [^\n]+(\n[^\n]+)?schrieb([^\n]*\n)?[^\n]*:$|"
    r"-{3,} ?(Original Message|Mensaje original|Ursprüngliche Nachricht) ?-{3,}|_{10,}$|(From|De|Von): .+)",
    re.MULTILINE,
)
# Every pattern stops at the next tag, so that no text takes longer than it is long.
HTML_QUOTED = re.compile(
    r"<blockquote|<div[^<>]+(gmail_quote|divRplyFwdMsg|appendonsend|moz-cite-prefix|yahoo_quoted)",
    re.IGNORECASE,
)
HTML_BREAK = re.compile(r"<br\b[^<>]*>|</(p|div|li|tr|h[1-6]|blockquote)\s*>", re.IGNORECASE)
UNSEEN = [("<!--", "-->")] + [
    (rf"(?i)<{name}\b", rf"(?i)</{name}\s*>") for name in ("head", "style", "script")
]


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
    """The text a person reads, its HTML without markup where there is nothing else, or "" when there is none."""
    return _plain(email) or _without_markup(_html(email))


def new_text_of(email: Email) -> str:
    """What the sender typed, without the quoted message under it."""
    text = _plain(email)
    if not text:
        text = _without_markup(HTML_QUOTED.split(_html(email), maxsplit=1)[0])
    quoted = QUOTED.search(text)
    return (text[: quoted.start()] if quoted else text).strip()


def _plain(email: Email) -> str:
    return _part_of(email, "text/plain").replace("\r\n", "\n").strip()


def _html(email: Email) -> str:
    return _part_of(email, "text/html")


def _part_of(email: Email, content_type: str) -> str:
    for part in email.walk():
        if part.get_content_type() == content_type and not part.get_filename():
            return decoded(part).replace("\x00", "")
    return ""


def _without_markup(html: str) -> str:
    """Words and line breaks alone; whoever shows them escapes them."""
    for begin, end in UNSEEN:
        first, *others = re.split(begin, html)
        html = first + "".join(re.split(end, other, maxsplit=1)[-1] for other in others)
    broken = HTML_BREAK.sub("\n", re.sub(r"\s+", " ", html))
    words = unescape(re.sub(r"<[^<>]*>", "", broken)).replace("\xa0", " ")
    lines = "\n".join(line.strip() for line in words.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
