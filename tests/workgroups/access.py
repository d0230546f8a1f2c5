"""What each role gets of workgroups' pages."""

from django.core.files.base import ContentFile

from workgroups.models import GroupDocument, JoinRequest

EXPECTED = {
    "workgroups/": (200, 200, 200, 200),
    "workgroups/new/": (302, 403, 403, 200),
    "workgroups/<slug:slug>/": (200, 200, 200, 200),
    "workgroups/<slug:slug>/chair/": (302, 403, 200, 200),
    "workgroups/<slug:slug>/hand-over/": (302, 403, 200, 200),
    "workgroups/<slug:slug>/reports/<str:quarter>/": (302, 404, 200, 200),
    "workgroups/<slug:slug>/members/": (302, 403, 200, 200),
    "workgroups/<slug:slug>/join/": (302, 405, 405, 405),
    "workgroups/<slug:slug>/leave/": (302, 405, 405, 405),
    "workgroups/<slug:slug>/documents/new/": (302, 403, 200, 200),
    "workgroups/<slug:slug>/documents/<int:pk>/": (404, 200, 200, 200),
    "workgroups/<slug:slug>/documents/<int:pk>/change/": (302, 405, 405, 405),
    "workgroups/<slug:slug>/charge/": (302, 405, 405, 405),
    "workgroups/<slug:slug>/requests/<int:pk>/": (302, 405, 405, 405),
    "workgroups/<slug:slug>/roles/<int:pk>/end/": (302, 405, 405, 405),
}


def build(cast):
    cast["join_request"] = JoinRequest.objects.create(workgroup=cast["legislative"], person=cast["fay"])

    cast["group_document"] = GroupDocument.objects.create(
        workgroup=cast["legislative"], title="Bylaws", file=ContentFile(b"text", name="x.txt")
    )


def address(route, cast):
    filled = route.replace("<slug:slug>", cast["legislative"].slug).replace("<str:quarter>", "2026-Q4")
    kind = "group_document" if "/documents/" in route else "join_request"
    return "/" + filled.replace("<int:pk>", str(cast[kind].pk))
