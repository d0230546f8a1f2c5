"""What every answer carries: safety headers, who is looking, and the second factor."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject, empty

from audit.record import record_each
from members.standing_in import settle_rights
from workgroups.viewing import viewer_for

SIGNED = (
    "/m/", "/rsvp/", "/poll/", "/own/", "/t/", "/correct/", "/approve/", "/calendar/", "/lent/", "/door/", "/here/",
    "/stay/",
)  # fmt: skip
OPEN_TO_ONE_FACTOR = ("/accounts/", "/static/", "/safety/", "/healthz")
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class SafetyHeadersMiddleware:
    """Private pages are not kept by browsers, and signed links not by search engines."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        signed = request.path.startswith(SIGNED) and request.path != "/calendar/public.ics"
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
    """Sends a coordinator without a second factor to set one up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self._must_set_up(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _must_set_up(self, request) -> bool:
        from allauth.mfa.utils import is_mfa_enabled

        return (
            settings.REQUIRE_SECOND_FACTOR
            and not request.path.startswith(OPEN_TO_ONE_FACTOR)
            and request.user.is_authenticated
            and getattr(request.user, "is_coordinator", False)
            and not is_mfa_enabled(request.user)
        )
