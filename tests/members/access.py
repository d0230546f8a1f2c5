"""What each role gets of members' pages."""

from members.models import County, Prospect, Region, RosterImport

EXPECTED = {
    "coverage/": (200, 200, 200, 200),
    "coverage/counties/<str:fips>/": (200, 200, 200, 200),
    "coverage/gaps/": (302, 200, 200, 200),
    "coverage/ask/": (302, 403, 403, 200),
    "coverage/targets/": (302, 403, 403, 200),
    "coverage/regions/new/": (302, 403, 403, 200),
    "coverage/regions/<int:pk>/": (302, 403, 403, 200),
    "coverage/regions/<int:pk>/remove/": (302, 405, 405, 405),
    "coverage/prospects/": (302, 403, 403, 200),
    "coverage/prospects/new/": (302, 403, 403, 200),
    "coverage/prospects/<int:pk>/": (302, 403, 403, 200),
    "coverage/prospects/<int:pk>/edit/": (302, 403, 403, 200),
    "people/import/": (302, 403, 403, 200),
    "people/import/<int:pk>/": (302, 403, 403, 200),
    "people/import/<int:pk>/confirm/": (302, 405, 405, 405),
    "people/import/<int:pk>/result/": (302, 403, 403, 200),
    "people/import/<int:pk>/undo/": (302, 405, 405, 405),
}


def build(cast):
    content = b"Organization,Contact,Email\nSomewhere,Ann Day,ann@a.example\n"
    region = Region.objects.create(name="North")
    County.objects.create(fips="55999", name="Nowhere", region=region)
    cast["members"] = {
        "people/import/": RosterImport.objects.create(
            file_name="roster.csv", content=content, by=cast["ada"]
        ),
        "coverage/regions/": region,
        "coverage/prospects/": Prospect.objects.create(name="Someone to ask"),
    }


def address(route, cast):
    about = next((made.pk for start, made in cast["members"].items() if route.startswith(start)), "")
    return "/" + route.replace("<int:pk>", str(about)).replace("<str:fips>", "55999")
