"""A form that comes twice is done once.

On a slow line people press again, and browsers repeat what they heard no answer to. A page's token is made anew
whenever the page is, so the same token with the same words is the same form; one that was filled in anew, or sent
after another one, is another act.
"""

import hashlib
from time import monotonic, sleep

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import UnreadablePostError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from consortium.send_again import SIGN_IN

REMEMBERED_SECONDS = 120
LONGEST_WAIT = 10


class SentTwiceMiddleware:
    """Answers the same form again with what the first was answered; a second press waits for the first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # The sign-in limits its presses itself, and sends a code as often as it is asked.
        if request.method != "POST" or request.path.startswith(SIGN_IN) or not _token(request):
            return self.get_response(request)
        browser, form = _browser(request), _form(request)
        if not cache.add(f"sending:{browser}:{form}", True, timeout=LONGEST_WAIT):
            _wait_for(f"sending:{browser}:{form}")
        sent = cache.get(f"sent:{browser}")
        if sent and sent[0] == form:
            cache.delete(f"sending:{browser}:{form}")
            messages.info(request, _("You pressed twice. The second press was left out."))
            return redirect(sent[1])
        try:
            response = self.get_response(request)
            if response.status_code == 302 and not response["Location"].startswith(SIGN_IN):
                cache.set(f"sent:{browser}", (form, response["Location"]), timeout=REMEMBERED_SECONDS)
            elif sent:
                cache.delete(f"sent:{browser}")
        finally:
            cache.delete(f"sending:{browser}:{form}")
        return response


def _token(request) -> str:
    """Of a page of ours; another server's post has no cookie, and its view may want to read it whole."""
    if settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return ""
    try:
        return request.POST.get("csrfmiddlewaretoken", "")
    except UnreadablePostError:  # whoever sent it is gone
        return ""


def _browser(request) -> str:
    """Who sends, by cookies that nobody else knows; kept as a hash."""
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    return _hash("\n".join(request.COOKIES.get(name, "") for name in names))


def _form(request) -> str:
    files = [(name, file.name, _content(file)) for name, each in request.FILES.lists() for file in each]
    return _hash(f"{request.get_full_path()}\n{request.POST.urlencode()}\n{files}")


def _content(file) -> str:
    content = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return content


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _wait_for(key: str) -> None:
    until = monotonic() + LONGEST_WAIT
    while cache.get(key) and monotonic() < until:
        sleep(0.05)
