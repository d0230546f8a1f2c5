"""What each role gets of the library's pages: the published is everyone's, the rest its workgroup's."""

from datetime import date

from django.utils import timezone

from library.enums import State
from library.models import Resource

EXPECTED = {
    "library/": (200, 200, 200, 200),
    "library/suggest/": (200, 200, 200, 200),
    "library/waiting/": (302, 403, 200, 200),
    "library/feed.atom": (200, 200, 200, 200),
    "library/inventory.csv": (200, 200, 200, 200),
    "library/inventory.json": (200, 200, 200, 200),
    "library/<int:pk>/": (200, 200, 200, 200),
    "library/<int:pk>/file/": (404, 404, 404, 404),
    "library/<int:pk>/edit/": (302, 403, 200, 200),
    "library/<int:pk>/assign/": (302, 403, 200, 200),
    "library/<int:pk>/validate/": (302, 403, 200, 200),
    "library/<int:pk>/turn-down/": (302, 405, 405, 405),
    "library/<int:pk>/problem/": (200, 200, 200, 200),
}


def build(cast):
    cast["resource"] = Resource.objects.create(
        title="Response protocol",
        workgroup=cast["legislative"],
        state=State.PUBLISHED,
        validated_at=timezone.now(),
        next_review=date(2099, 1, 1),
    )


def address(route, cast):
    return "/" + route.replace("<int:pk>", str(cast["resource"].pk))
