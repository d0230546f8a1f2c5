"""What each role gets of reports: filed figures are every member's, exact ones and words the coordinator's."""

from datetime import date

from django.utils import timezone

from reports.datasets import DATASETS
from reports.models import Loan, Report, Token

EXPECTED = {
    "reports/": (302, 200, 200, 200),
    "reports/dashboard/": (302, 403, 403, 200),
    "reports/dashboard/<str:slug>/": (302, 403, 403, 200),
    "reports/dashboard/<str:slug>/rows/<slug:key>/": (302, 403, 403, 200),
    "reports/workgroups/<slug:slug>/<str:period>/rows/<slug:key>/": (302, 403, 200, 200),
    "reports/<str:slug>/rows/<slug:key>/": (302, 200, 200, 200),
    "reports/workgroups/<slug:slug>/": (302, 403, 200, 200),
    "reports/workgroups/<slug:slug>/<str:period>/": (302, 403, 200, 200),
    "reports/data/": (302, 200, 200, 200),
    "reports/data/<slug:name>/": (302, 200, 200, 200),
    "reports/tokens/": (302, 200, 200, 200),
    "reports/tokens/<int:pk>/end/": (302, 405, 405, 405),
    "reports/loans/<int:pk>/end/": (302, 405, 405, 405),
    "reports/<str:slug>/": (302, 200, 200, 200),
    "reports/<str:slug>/write/": (302, 403, 403, 200),
    "reports/<str:slug>/file/": (302, 403, 403, 302),
    "reports/<str:slug>/lend/": (302, 405, 405, 405),
    "reports/<str:slug>/report.<slug:format>": (302, 200, 200, 200),
    "reports/<str:slug>/figures/<slug:key>.csv": (302, 200, 200, 200),
    "lent/<str:key>/": (200, 200, 200, 200),
    "lent/<str:key>/pdf/": (200, 200, 200, 200),
    "api/v1/openapi.json": (200, 200, 200, 200),
    "api/v1/": (404, 404, 404, 404),
    **{f"api/v1/{name}/": (401, 401, 401, 401) for name in [*DATASETS, "reports/<slug>"]},
}


def build(cast):
    figure = {"key": "meetings", "question": "working_on", "title": "Meetings held", "columns": ["Date"]}
    cast["report"] = Report.objects.create(
        slug="2026-Q1", filed_at=timezone.now(), figures=[{**figure, "rows": [["2026-01-15"]]}]
    )
    cast["loan"] = Loan.objects.create(report=cast["report"], reader="A funder", until=date(2099, 1, 1))
    cast["token"] = Token.objects.create(person=cast["ada"], name="T", digest="d", until=date(2099, 1, 1))


def address(route, cast):
    if "rows/" in route:
        route = route.replace("<slug:key>/", "tasks_by_workgroup/?column=4")
    if "workgroups/" in route and "api" not in route:
        return "/" + route.replace("<slug:slug>", "legislative").replace("<str:period>", "2026-Q4")
    filled = route.replace("<str:slug>", "2026-Q1").replace("<slug>", "2026-Q1")
    filled = filled.replace("<slug:format>", "pdf").replace("<slug:key>", "meetings")
    filled = filled.replace("<slug:name>", "tasks").replace("<str:key>", cast["loan"].key)
    return "/" + filled.replace("<int:pk>", str(cast["token"].pk))
