"""What no human wrote (RFC 3834), told from its headers."""

import re
from email.message import Message as Email

from mail.inbound.reading import header

# How programs begin a subject; and how people who are away begin it too, of whom only an answer is a machine's.
AUTOMATIC = re.compile(
    r"^(auto(matic|matische|mated)?[ -]?(reply|response|antwort)|respuesta autom|r[ée]ponse automatique|"
    r"abwesenheits(notiz|nachricht|assistent))",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"^(out of (the )?office|away\b|vacation|abwesen|absence|on leave|ooo\b|nicht im b[üu]ro|"
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
        or AUTOMATIC.match(header(email, "Subject")) is not None
        or (AWAY.match(header(email, "Subject")) is not None and _is_answer(email))
        or is_bulk(email)
    )


def _is_answer(email: Email) -> bool:
    return bool(email.get("In-Reply-To") or email.get("References"))


def is_bulk(email: Email) -> bool:
    """Whether it was sent to many."""
    return header(email, "Precedence").lower() in BULK or bool(email.get("List-Id"))


def is_receipt(email: Email) -> bool:
    """Whether it only says that a message was shown (MDN, RFC 8098)."""
    return (
        email.get_content_type() == "multipart/report"
        and email.get_param("report-type") == "disposition-notification"
    )
