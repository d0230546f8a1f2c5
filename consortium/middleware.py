"""What every answer carries: safety headers, who is looking, the end of a sign-in, and the second factor."""

from time import time

from django.conf import settings
from django.contrib.auth import get_user_model, logout
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, empty

from audit.record import record_each
from charter.models import charter_read_once
from charter.rate_limit import too_many_of
from charter.zone import own_zone
from consortium.sign_in_record import BEGUN
from members.standing_in import settle_rights
from workgroups.policy import kept_by
from workgroups.viewing import viewer_for

SIGNED = (
    "/m/", "/rsvp/", "/poll/", "/own/", "/t/", "/correct/", "/approve/", "/calendar/", "/lent/", "/door/", "/here/",
    "/stay/",
)  # fmt: skip
PRESSES_OF_ONE = 120  # an hour
PRESSES_OF_A_ROOM = 6000  # a poster or a helper's tablet serves everyone who comes
OPEN_TO_ONE_FACTOR = ("/accounts/", "/static/", "/safety/", "/healthz")
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class SessionEndMiddleware:
    """Signs out whoever signed in SESSION_HOURS ago, as a sign-in without use ends after half an hour."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begun = request.session.get(BEGUN)
        if begun and time() - begun > settings.SESSION_HOURS * 3600:
            logout(request)
        return self.get_response(request)


class CharterMiddleware:
    """The charter is read once for a page, whose days and times are the consortium's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with charter_read_once(), timezone.override(own_zone()):
            return self.get_response(request)


class LinkLimitMiddleware:
    """No signed link is pressed without end. It counts by the link and not by the visitor: an office or a
    shelter stands behind one address, and whoever has no link cannot press one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or "token" not in kwargs:
            return None
        of_a_room = request.path.startswith(("/door/", "/here/"))
        most = PRESSES_OF_A_ROOM if of_a_room else PRESSES_OF_ONE
        if too_many_of("link", request.path, most=most):
            return render(request, "429.html", status=429)
        return None


class SafetyHeadersMiddleware:
    """Private pages are not kept by browsers, and signed links not by search engines."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        signed = request.path.startswith(SIGNED) and request.path != "/calendar/public.ics"
        signed |= request.resolver_match is not None and "token" in request.resolver_match.kwargs
        if signed:
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        private = signed or request.path.startswith("/accounts/") or request.user.is_authenticated
        if private and not request.path.startswith(settings.STATIC_URL) and not request.path.endswith(".ics"):
            response.headers["Cache-Control"] = "no-store"
        return response


class ViewerMiddleware:
    """Sets request.person with the rights of today, and request.viewer on first use; keeps whose hidden names it read (R35)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.person = request.user if request.user.is_authenticated else None
        if request.person:
            settle_rights(request.person)
        asked = request.viewer = SimpleLazyObject(lambda: viewer_for(request.user))
        response = self.get_response(request)
        if asked._wrapped is not empty and asked.revealed:
            record_each("person.name_read", get_user_model(), asked.revealed, by=request.person)
        return response


class SecondFactorMiddleware:
    """Sends whoever needs a second factor and has none to set one up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self._must_set_up(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _must_set_up(self, request) -> bool:
        from allauth.mfa.utils import is_mfa_enabled

        return (
            settings.REQUIRE_SECOND_FACTOR != "off"
            and request.person is not None
            and not request.path.startswith(OPEN_TO_ONE_FACTOR)
            and self._is_required_of(request.person)
            and not is_mfa_enabled(request.person)
        )

    def _is_required_of(self, person) -> bool:
        if person.is_coordinator:
            return True
        return settings.REQUIRE_SECOND_FACTOR == "chairs" and kept_by(person).exists()
