"""What no human wrote (RFC 3834), told from its headers."""

import re
from email.message import Message as Email

from mail.inbound.reading import header

AWAY = re.compile(
    r"^(auto(matic|matische|mated)?[ -]?(reply|response|antwort)|out of (the )?office|away\b|vacation|"
    r"abwesen|absence|respuesta autom|r[ée]ponse automatique|on leave|ooo\b|nicht im b[üu]ro|"
    r"fuera de (la )?oficina|ausencia\b|ausente\b)",
    re.IGNORECASE,
)
MARKS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-MS-Exchange-Inbox-Rules-Loop")
BULK = {"bulk", "junk", "list", "auto_reply"}


def is_automatic(email: Email) -> bool:
    """Whether a machine sent it: out of office, a receipt, a list, a rule."""
    submitted = header(email, "Auto-Submitted").split(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or any(email.get(mark) for mark in MARKS)
        or header(email, "X-Auto-Response-Suppress").lower() == "all"
        or header(email, "Return-Path") == "<>"
        or AWAY.match(header(email, "Subject")) is not None
        or is_bulk(email)
    )


def is_bulk(email: Email) -> bool:
    """Whether it was sent to many."""
    return header(email, "Precedence").lower() in BULK or bool(email.get("List-Id"))


def is_receipt(email: Email) -> bool:
    """Whether it only says that a message was shown (MDN, RFC 8098)."""
    return (
        email.get_content_type() == "multipart/report"
        and email.get_param("report-type") == "disposition-notification"
    )
