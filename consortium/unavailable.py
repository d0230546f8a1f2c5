"""What is said of a request that could not be served for want of the database or of room on the disk.

A database that is away comes back and a full disk is emptied, so both are a 503 that says when to try again; a
form that was sent can be sent again from the page itself.
"""

from enum import IntEnum

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

from consortium.disk import came_of_a_full_disk, reasons, room
from consortium.send_again import typed


class Lack(IntEnum):
    """What there is none of, and in how many seconds to try again."""

    DATABASE = 10
    ROOM = 300


def lack(error: BaseException | None) -> Lack | None:
    """What this error came of; None for any other."""
    away = any(isinstance(one, OperationalError | InterfaceError) for one in reasons(error))
    if came_of_a_full_disk(error) or (away and room().full):
        return Lack.ROOM
    return Lack.DATABASE if away else None


def try_later(request, lack: Lack, context: dict) -> HttpResponse:
    """The page, made without database and session."""
    context = context | {
        "lack": lack,
        "sent": request.method not in {"GET", "HEAD"},
        "fields": typed(request),
        "address": request.get_full_path(),
    }
    headers = {"Retry-After": str(lack.value), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html", context), status=503, headers=headers)
