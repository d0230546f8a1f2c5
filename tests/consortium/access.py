"""What each role gets of the pages that join several apps."""

from datetime import date

from mail.inbound.models import InboundMessage
from mail.links import sign
from members.models import StayQuestion
from tests.members.access import address as roster_address

EXPECTED = {
    "": (200, 200, 200, 200),
    "organizations/": (302, 200, 200, 200),
    "organizations/<int:pk>/": (302, 200, 200, 200),
    "organizations/<int:pk>/seats/<int:seat>/hand-over/": (302, 403, 403, 200),
    "people/me/data/": (302, 200, 200, 200),
    "people/me/data.json": (302, 200, 200, 200),
    "people/me/leave/": (302, 200, 200, 200),
    "people/<handle:handle>/data/": (302, 403, 403, 200),
    "language/": (405, 405, 405, 405),
    "own/<str:token>/": (200, 200, 200, 200),
    "help/": (200, 200, 200, 200),
    "members/": (200, 200, 200, 200),
    "notice/": (200, 200, 200, 200),
    "robots.txt": (200, 200, 200, 200),
    "sitemap.xml": (200, 200, 200, 200),
    "search/": (200, 200, 200, 200),
    "safety/": (200, 200, 200, 200),
    "status/": (302, 403, 403, 200),
    "inbound/": (302, 403, 403, 200),
    "inbound/<int:pk>/": (302, 403, 403, 200),
    "inbound/<int:pk>/answer/": (302, 403, 403, 405),
    "inbound/<int:pk>/task/": (302, 403, 403, 405),
    "inbound/<int:pk>/aside/": (302, 403, 403, 405),
    "inbound/<int:pk>/again/": (302, 403, 403, 405),
    "inbound/addresses/<int:pk>/": (302, 403, 403, 405),
    "inbound/webhook/<slug:provider>/": (404, 404, 404, 404),
    "dev/mail/": (404, 404, 404, 404),
    "retention/": (302, 403, 403, 200),
    "retention/people/<int:pk>/keep/": (302, 403, 403, 405),
    "history/": (302, 403, 403, 200),
    "accounts/password/<path:rest>": (404, 404, 404, 404),
    "healthz": (200, 200, 200, 200),
    "readyz": (200, 200, 200, 200),
    "metrics": (404, 404, 404, 404),
}


def build(cast):
    cast["stay"] = StayQuestion.objects.create(person=cast["fay"], due_on=date(2099, 1, 1))
    cast["inbound"] = InboundMessage.objects.create(fingerprint="f", state="waiting", raw=b"Subject: S")


def address(route, cast):
    if route.startswith(("organizations/", "people/")):
        return roster_address(route, cast)
    if route.startswith("retention/"):
        return f"/retention/people/{cast['stay'].pk}/keep/"
    if route.startswith("accounts/"):
        return "/accounts/password/set/"
    if route.startswith("own/"):
        return f"/own/{sign('own', cast['fay'].pk, cast['fay'].pk)}/"
    return "/" + route.replace("<int:pk>", str(cast["inbound"].pk)).replace("<slug:provider>", "postmark")
