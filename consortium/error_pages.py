"""What is shown where something is missing, refused or failed: the way out and the help numbers stay.

Behind a signed link, whose reader may be one to whom we write discreetly, such a page is neutral.
"""

import sys

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from charter.models import Charter
from consortium.middleware import SIGNED
from consortium.send_again import typed_here
from consortium.unavailable import lack, try_later

_LAST: dict[str, Charter] = {}


def remember(charter: Charter) -> Charter:
    """Keep it for the page of a failure, which may ask no database."""
    _LAST["charter"] = charter
    return charter


def bad_request(request, exception=None):
    return _page(request, 400)


def refused(request, exception=None):
    return _page(request, 403)


def form_too_old(request, reason=""):
    """For CSRF_FAILURE_VIEW: a page that was loaded before a sign-in, in this window or in another."""
    context = {"fields": typed_here(request), "address": request.get_full_path()}
    return _page(request, 403, "403_csrf.html", context)


def not_found(request, exception=None):
    return _page(request, 404)


def failed(request):
    """Made without session and database, which may be what failed; called while the error is being handled."""
    context = {"charter": _LAST.get("charter") or Charter(), "neutral": _is_neutral(request)}
    if lacking := lack(sys.exception()):
        return try_later(request, lacking, context)
    return HttpResponse(render_to_string("500.html", context), status=500)


def _page(request, status: int, template: str = "", context: dict | None = None):
    context = {"neutral": _is_neutral(request)} | (context or {})
    return render(request, template or f"{status}.html", context, status=status)


def _is_neutral(request) -> bool:
    return request.path.startswith(SIGNED)
