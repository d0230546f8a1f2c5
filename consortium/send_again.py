"""A form that was sent and not taken keeps what was typed on the page that says so, to be sent again.

It stands on that page alone, in the browser from which it came; nothing is kept on the server.
"""

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponse
from django.shortcuts import render, resolve_url

SIGN_IN = "/accounts/"


def typed(request) -> list[tuple[str, str]]:
    """What was sent; a password or code is typed anew, and a file chosen anew."""
    if request.method != "POST" or request.path.startswith(SIGN_IN) or request.FILES:
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]


def typed_here(request) -> list[tuple[str, str]]:
    """What was sent, if a page of ours sent it: what another site made a browser send is not offered."""
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    return typed(request) if ours else []


class SignedOutMiddleware:
    """Who was signed out while she wrote is asked to sign in beside her words, and not in their place.

    For forms alone: a script is answered as before, and a page that was only asked for loses nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if self._is_sent_to_sign_in(request, response) and (fields := typed(request)):
            return self._kept(request, fields)
        return response

    def _is_sent_to_sign_in(self, request, response) -> bool:
        return (
            request.method == "POST"
            and "text/html" in request.headers.get("Accept", "")
            and response.status_code == 302
            and response["Location"].startswith(f"{resolve_url(settings.LOGIN_URL)}?{REDIRECT_FIELD_NAME}=")
        )

    def _kept(self, request, fields) -> HttpResponse:
        kept = render(
            request, "signed_out.html", {"fields": fields, "address": request.get_full_path()}, status=403
        )
        kept.headers["Cache-Control"] = "no-store"
        return kept
