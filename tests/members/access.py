"""What each role gets of members' pages."""

from members.models import RosterImport

EXPECTED = {
    "people/import/": (302, 403, 403, 200),
    "people/import/<int:pk>/": (302, 403, 403, 200),
    "people/import/<int:pk>/confirm/": (302, 405, 405, 405),
    "people/import/<int:pk>/result/": (302, 403, 403, 200),
    "people/import/<int:pk>/undo/": (302, 405, 405, 405),
}


def build(cast):
    content = b"Organization,Contact,Email\nSomewhere,Ann Day,ann@a.example\n"
    cast["import"] = RosterImport.objects.create(file_name="roster.csv", content=content, by=cast["ada"])


def address(route, cast):
    return "/" + route.replace("<int:pk>", str(cast["import"].pk))
