"""Data out: each set of rows as CSV, XLSX or JSON, with its purpose kept; and tokens of the read API."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.spreadsheet import CSV, XLSX, as_csv, as_xlsx
from members.actions import note_export
from members.models import DataExport
from reports import actions
from reports.datasets import DATASETS
from reports.enums import Scope
from reports.forms import ExportForm, TokenForm
from reports.models import Token


@login_required
def data(request):
    """Which sets of data there are for this person."""
    sets = [found for found in DATASETS.values() if found.may_read(request.person)]
    parts = [(scope.label, [found for found in sets if found.scope == scope]) for scope in Scope]
    return render(request, "reports/data.html", {"parts": [part for part in parts if part[1]]})


@login_required
def export(request, name: str):
    """Say what for, and take the rows home."""
    dataset = DATASETS.get(name)
    if dataset is None:
        raise Http404
    if not dataset.may_read(request.person):
        raise PermissionDenied
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["format"]
        rows = dataset.page(request.viewer)
        left = DataExport(what=name, format=kind, count=len(rows), purpose=form.cleaned_data["purpose"])
        left.with_unlisted = request.viewer.sees_all
        note_export(left, by=request.person)
        return _answer(dataset, rows, kind)
    return render(request, "reports/export.html", {"form": form, "dataset": dataset})


def _answer(dataset, rows, kind: str) -> HttpResponse:
    if kind == "json":
        content = f"[{', '.join(row.model_dump_json() for row in rows)}]".encode()
        answer = HttpResponse(content, content_type="application/json")
    else:
        table = [[_cell(value) for value in row.model_dump(mode="json").values()] for row in rows]
        if kind == "csv":
            answer = HttpResponse(as_csv(dataset.columns, table), content_type=CSV)
        else:
            answer = HttpResponse(as_xlsx([(dataset.label, dataset.columns, table)]), content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{dataset.name}.{kind}"'
    return answer


def _cell(value) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


@login_required
def tokens(request):
    """One's own keys to the read API; a new one's secret is shown once."""
    form = TokenForm(request.POST or None, person=request.person)
    secret = ""
    if request.method == "POST" and form.is_valid():
        _token, secret = actions.make_token(person=request.person, **form.cleaned_data)
        form = TokenForm(person=request.person)
    own = request.person.api_tokens.filter(ended_at=None)
    return render(request, "reports/tokens.html", {"form": form, "tokens": own, "secret": secret})


@login_required
@require_POST
def end_token(request, pk: int):
    """Take a key back."""
    token = get_object_or_404(Token, pk=pk, person=request.person)
    actions.end_token(token, by=request.person)
    messages.success(request, _("That token opens nothing now."))
    return redirect("reports:tokens")
