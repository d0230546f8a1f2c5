"""The roster leaves as a file: asked what for, and kept who took it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from charter.spreadsheet import CSV, XLSX, as_csv, as_xlsx
from members import actions
from members.exporting import cards, organization_rows, organizations, people_rows
from members.forms.exporting import ExportForm
from members.labels import as_labels, as_tents
from members.models import DataExport
from members.vcards import as_vcards
from members.views.access import only_coordinator

MOST_PAGES = 3000
TYPES = {
    "csv": (CSV, "csv"),
    "xlsx": (XLSX, "xlsx"),
    "vcf": ("text/vcard; charset=utf-8", "vcf"),
    "labels": ("application/pdf", "pdf"),
    "tents": ("application/pdf", "pdf"),
}


@login_required
def export(request):
    """Choose what leaves and say what for; below, what left before."""
    only_coordinator(request)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        rows = list(organizations()) if given["what"] == "organizations" else _people(given)
        if given["format"] in ("labels", "tents") and len(rows) > MOST_PAGES:
            form.add_error("format", _("That is more than 3,000 pages: take a spreadsheet instead."))
        else:
            return _file(request, given, rows)
    past = DataExport.objects.select_related("by")[:20]
    return render(request, "members/export.html", {"form": form, "past": past})


def _people(given: dict) -> list:
    return cards(with_unlisted=given["with_unlisted"], with_addresses=given["with_addresses"])


def _file(request, given: dict, rows: list) -> HttpResponse:
    left = DataExport(
        **{name: given[name] for name in ("what", "format", "purpose", "with_unlisted")}, count=len(rows)
    )
    actions.note_export(left, by=request.person)
    kind, ending = TYPES[given["format"]]
    answer = HttpResponse(_content(given, rows), content_type=kind)
    name = f"{given['what']}-{timezone.localdate()}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _content(given: dict, rows: list) -> bytes:
    chosen = given["format"]
    if chosen == "vcf":
        return as_vcards(rows)
    if chosen == "labels":
        return as_labels(rows)
    if chosen == "tents":
        return as_tents([(card.name, next(iter(card.organizations), "")) for card in rows])
    if given["what"] == "organizations":
        columns, lines = organization_rows(rows)
    else:
        columns, lines = people_rows(rows, with_addresses=given["with_addresses"])
    if chosen == "csv":
        return as_csv(columns, lines)
    return as_xlsx([(given["what"].capitalize(), columns, lines)])
