"""Logs as lines of JSON that hold no person: no addresses, no tokens, no paths that carry one (survivor safety R34)."""

import json
import logging
import re
from datetime import UTC, datetime

from consortium.request_id import current

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
TOKEN = re.compile(r"[\w:=-]{20,}")
DETAIL = re.compile(r"\([^()]*\)=\([^()]*\)")


def harmless(text: str) -> str:
    """The text with whatever could be an address, a secret or a value from the database taken out."""
    text = DETAIL.sub("(...)=(...)", ADDRESS.sub("<address>", text))
    return TOKEN.sub(lambda found: found[0] if found[0].isidentifier() else "<token>", text)


class JsonFormatter(logging.Formatter):
    """One object a line: at, level, logger, message, request_id, and the traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": harmless(_message(record)),
        }
        if current.get():
            line["request_id"] = current.get()
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["traceback"] = harmless(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """Django names the path of a refused request; the route says as much and carries no token."""
    request = getattr(record, "request", None)
    if request is None or not hasattr(request, "method"):
        return record.getMessage()
    match = getattr(request, "resolver_match", None)
    status = getattr(record, "status_code", "")
    return f"{status} {request.method} {match.route if match else 'no such page'}".strip()
