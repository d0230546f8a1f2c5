"""The read API, version 1: `/api/v1/`, described at `/api/v1/openapi.json`, explained in docs/api.md.

A token gives exactly what its person may see, within its scopes. Nothing can be written.
"""

from typing import Generic, TypeVar

from django.utils import timezone
from ninja import NinjaAPI, Path, Query, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from audit.record import record_each
from members.models import Person
from reports.datasets import DATASETS, Dataset
from reports.enums import Scope
from reports.models import Report, Token, digest_of
from workgroups.viewing import viewer_for

MOST = 200
Row = TypeVar("Row")


class Page(Schema, Generic[Row]):
    """Some rows of a set, and how many there are in all."""

    count: int
    rows: list[Row]


class Problem(Schema):
    detail: str


class TokenAuth(HttpBearer):
    """`Authorization: Bearer consortium_...`"""

    def authenticate(self, request, token: str) -> Token | None:
        today = timezone.localdate()
        found = Token.objects.open_on(today).select_related("person").filter(digest=digest_of(token)).first()
        if found is not None and found.used_on != today:
            Token.objects.filter(pk=found.pk).update(used_on=today)
        return found


api = NinjaAPI(
    title="Consortium read API",
    version="1",
    urls_namespace="api",
    docs_url=None,
    auth=TokenAuth(),
    throttle=[AuthRateThrottle("600/m")],
    description="Members, meetings, minutes, tasks and the library, as the token's person may see them.",
)


def _allowed(token: Token, scope: Scope) -> None:
    if scope not in token.scopes:
        raise HttpError(403, f"This token may not read {scope.label.lower()}.")


def _add(dataset: Dataset) -> None:
    @api.get(
        f"/{dataset.name}/",
        response={200: Page[dataset.schema], 401: Problem, 403: Problem, 422: dict, 429: Problem},
        operation_id=dataset.name,
        summary=dataset.label,
        tags=[dataset.scope.label],
    )
    def rows(request, limit: int = Query(MOST, ge=1, le=MOST), offset: int = Query(0, ge=0, le=10**6)):
        token = request.auth
        _allowed(token, dataset.scope)
        if not dataset.may_read(token.person):
            raise HttpError(403, "Only a coordinator's token may read this.")
        viewer = viewer_for(token.person)
        found = {"count": dataset.rows(viewer).count(), "rows": dataset.page(viewer, offset, limit)}
        if viewer.revealed:
            record_each("person.name_read", Person, viewer.revealed, by=token.person)
        return found


for _dataset in DATASETS.values():
    _add(_dataset)


class ReportRow(Schema):
    id: str
    filed_on: str
    words: dict[str, str]
    figures: list[dict]


REPORT_ERRORS = {401: Problem, 403: Problem, 404: Problem, 422: dict, 429: Problem}


@api.get(
    "/reports/{slug}/", response={200: ReportRow, **REPORT_ERRORS}, tags=["Reports"], operation_id="report"
)
def report(request, slug: str = Path(..., pattern=r"^\d{4}(-Q[1-4])?$")):
    """One filed report with its figures."""
    _allowed(request.auth, Scope.REPORTS)
    found = Report.objects.exclude(filed_at=None).filter(slug=slug).first()
    if found is None:
        raise HttpError(404, "No report of this period is filed.")
    filed_on = timezone.localtime(found.filed_at).date().isoformat()
    return {"id": found.slug, "filed_on": filed_on, "words": found.words, "figures": found.figures}
