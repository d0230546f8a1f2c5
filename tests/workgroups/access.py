"""What each role gets of workgroups' pages."""

EXPECTED = {"workgroups/<slug:slug>/": (200, 200, 200, 200)}


def address(route, cast):
    return f"/workgroups/{cast['legislative'].slug}/"
