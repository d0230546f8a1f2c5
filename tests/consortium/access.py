"""What each role gets of the pages that join several apps."""

from mail.inbound.models import InboundMessage

EXPECTED = {
    "": (200, 200, 200, 200),
    "help/": (200, 200, 200, 200),
    "members/": (200, 200, 200, 200),
    "notice/": (200, 200, 200, 200),
    "safety/": (200, 200, 200, 200),
    "outbox/": (302, 403, 403, 200),
    "inbound/": (302, 403, 403, 200),
    "inbound/<int:pk>/": (302, 403, 403, 200),
    "inbound/<int:pk>/answer/": (302, 403, 403, 405),
    "inbound/<int:pk>/aside/": (302, 403, 403, 405),
    "inbound/<int:pk>/again/": (302, 403, 403, 405),
    "inbound/addresses/<int:pk>/": (302, 403, 403, 405),
    "inbound/webhook/<slug:provider>/": (404, 404, 404, 404),
    "dev/mail/": (404, 404, 404, 404),
    "healthz": (200, 200, 200, 200),
}


def build(cast):
    cast["inbound"] = InboundMessage.objects.create(fingerprint="f", state="waiting", raw=b"Subject: S")


def address(route, cast):
    return "/" + route.replace("<int:pk>", str(cast["inbound"].pk)).replace("<slug:provider>", "postmark")
