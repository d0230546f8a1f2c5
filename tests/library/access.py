"""What each role gets of the library's pages: the published is everyone's, the rest its workgroup's."""

from datetime import date

from django.utils import timezone

from library.actions import add_page, publish_page
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
    "library/<int:pk>/link/": (302, 405, 405, 405),
    "library/<int:pk>/problem/": (200, 200, 200, 200),
    "about/": (200, 200, 200, 200),
    "about/<slug:slug>/": (404, 404, 404, 302),
    "pictures/<int:pk>/": (404, 404, 404, 404),
    "site/": (302, 403, 403, 200),
    "site/facts/": (302, 403, 403, 200),
    "site/pictures/": (302, 403, 403, 200),
    "site/<slug:slug>/": (302, 403, 403, 200),
    "site/<slug:slug>/withdraw/": (302, 403, 403, 405),
    "site/<slug:slug>/<int:number>/": (302, 403, 403, 200),
    "site/<slug:slug>/<int:number>/publish/": (302, 403, 403, 405),
}


def build(cast):
    cast["resource"] = Resource.objects.create(
        title="Response protocol",
        workgroup=cast["legislative"],
        state=State.PUBLISHED,
        validated_at=timezone.now(),
        next_review=date(2099, 1, 1),
    )

    about = add_page(slug="about", title="Who we are", by=cast["ada"])
    publish_page(about.latest, by=cast["ada"])
    add_page(slug="draft", title="Not yet", by=cast["ada"])


def address(route, cast):
    filled = route.replace("<int:pk>", str(cast["resource"].pk))
    return "/" + filled.replace("<slug:slug>", "draft").replace("<int:number>", "1")
