"""Reports: the list, one quarter or year as page and file, the coordinator's words, and filing."""

import json
import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.spreadsheet import CSV, XLSX, as_csv, as_xlsx
from reports import actions, periods
from reports.document import Document, document, workgroup_document
from reports.figures import behind
from reports.figures.behind import Asked, NotTold
from reports.forms import LoanForm, WordsForm
from reports.models import Loan, Report
from reports.pdf import as_pdf
from reports.policy import can_read_dashboard, can_write_report
from reports.word import as_word
from workgroups.models import Workgroup
from workgroups.policy import can_edit_tasks

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
def report_list(request):
    """This quarter and this year, and what is filed."""
    now = periods.quarter_of(timezone.localdate())
    return render(
        request,
        "reports/report_list.html",
        {
            "now": [now, now.before(), periods.year(now.first.year)],
            "reports": Report.objects.visible_to(request.person),
            "writes": can_write_report(request.person),
        },
    )


@login_required
def report(request, slug: str):
    """The report as it was filed, or as the figures are at this moment."""
    return _report(request, *_readable(request, slug), LoanForm())


def _report(request, period: periods.Period, kept: Report | None, loan_form: LoanForm):
    writes = can_write_report(request.person)
    context = {
        "document": document(period, kept),
        "period": period,
        "report": kept,
        "writes": writes,
        "loans": kept.loans.all() if kept and writes else [],
        "loan_form": loan_form,
        "today": timezone.localdate(),
        "rows_at": reverse("reports:report", args=[period.slug]) + "rows/",
    }
    return render(request, "reports/report.html", context)


@login_required
def write(request, slug: str):
    """The coordinator's words between the figures; saved as often as she likes, until it is filed."""
    _only_coordinator(request)
    period, kept = _readable(request, slug)
    form = WordsForm(request.POST or None, words=kept.words if kept else {})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_words(period, words=form.words, by=request.person)
            messages.success(request, _("Saved."))
        except actions.Filed as error:
            messages.error(request, str(error))
        return redirect("reports:report", slug=slug)
    return render(request, "reports/write.html", {"form": form, "period": period, "report": kept})


@login_required
def file_report(request, slug: str):
    """Say what filing does, and on the press freeze it; a second press changes nothing."""
    _only_coordinator(request)
    period, kept = _readable(request, slug)
    if request.method != "POST" and not (kept and kept.filed_at):
        context = {"period": period, "report": kept, "today": timezone.localdate()}
        return render(request, "reports/file.html", context)
    if request.method == "POST":
        _file_once(request, period)
    return redirect("reports:report", slug=slug)


def _file_once(request, period: periods.Period) -> None:
    try:
        actions.file_report(period, by=request.person)
        messages.success(request, _("Filed. Its figures do not change any more."))
    except actions.Filed as said:
        messages.info(request, str(said))
    except actions.NotBegun as error:
        messages.error(request, str(error))


@login_required
@require_POST
def lend(request, slug: str):
    """A secret address for a reader without an account, until a day."""
    _only_coordinator(request)
    kept = get_object_or_404(Report.objects.exclude(filed_at=None), slug=slug)
    form = LoanForm(request.POST)
    if not form.is_valid():
        return _report(request, kept.period, kept, form)
    actions.lend(kept, **form.cleaned_data, by=request.person)
    messages.success(
        request, _("The address stands below. Whoever has it can read this report until that day.")
    )
    return redirect("reports:report", slug=slug)


@login_required
@require_POST
def end_loan(request, pk: int):
    """Take the address back."""
    _only_coordinator(request)
    loan = get_object_or_404(Loan, pk=pk)
    actions.end_loan(loan, by=request.person)
    messages.success(request, _("That address leads nowhere now."))
    return redirect("reports:report", slug=loan.report.slug)


def lent(request, key: str):
    """What a reader without an account sees: totals of one filed report, until its day (survivor safety R39)."""
    kept = _lent(key)
    return render(request, "reports/lent.html", {"document": document(kept.period, kept), "key": key})


def lent_pdf(request, key: str):
    kept = _lent(key)
    return _file(document(kept.period, kept), "pdf")


@login_required
def file(request, slug: str, format: str):
    """PDF, Word, spreadsheet or JSON."""
    period, kept = _readable(request, slug)
    return _file(document(period, kept), format)


@login_required
def figure_csv(request, slug: str, key: str):
    """One figure's table."""
    period, kept = _readable(request, slug)
    figures = [f for part in document(period, kept).parts for f in part.figures if f.key == key]
    if not figures:
        raise Http404
    return _download(as_csv(figures[0].columns, figures[0].rows), CSV, f"{slug.lower()}-{key}.csv")


@login_required
def dashboard(request, slug: str = ""):
    """The same figures, exact, with the way to the rows behind them; for the coordinator's eyes."""
    if not can_read_dashboard(request.person):
        raise PermissionDenied
    period = _period(slug) if slug else periods.quarter_of(timezone.localdate())
    rows_at = reverse("reports:dashboard_of", args=[period.slug]) + "rows/"
    context = {"document": document(period, None, exact=True), "period": period, "rows_at": rows_at}
    return render(request, "reports/dashboard.html", context)


@login_required
def workgroup(request, slug: str, period: str = ""):
    """A chair's dashboard: her own group's figures, each with the way to its rows."""
    group = get_object_or_404(Workgroup, slug=slug)
    if not can_edit_tasks(request.person, group):
        raise PermissionDenied
    when = _period(period) if period else periods.quarter_of(timezone.localdate())
    rows_at = reverse("reports:workgroup_of", args=[group.slug, when.slug]) + "rows/"
    context = {"document": workgroup_document(when, group), "period": when, "workgroup": group}
    return render(request, "reports/workgroup.html", context | {"rows_at": rows_at})


@login_required
def rows(request, slug: str, key: str):
    """What a number of the report counts, as far as members may read it."""
    period, kept = _readable(request, slug)
    filed = kept is not None and kept.filed_at is not None
    return _rows(request, key, period, reverse("reports:report", args=[slug]), filed=filed)


@login_required
def dashboard_rows(request, slug: str, key: str):
    """What an exact number counts."""
    if not can_read_dashboard(request.person):
        raise PermissionDenied
    return _rows(request, key, _period(slug), reverse("reports:dashboard_of", args=[slug]), exact=True)


@login_required
def workgroup_rows(request, slug: str, period: str, key: str):
    """What a number of a chair's dashboard counts."""
    group = get_object_or_404(Workgroup, slug=slug)
    if not can_edit_tasks(request.person, group):
        raise PermissionDenied
    back = reverse("reports:workgroup_of", args=[slug, period])
    return _rows(request, key, _period(period), back, workgroup=group)


def _rows(request, key: str, period: periods.Period, back: str, *, exact=False, workgroup=None, filed=False):
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    if not re.fullmatch(r"[\w-]{0,60}", row) or not re.fullmatch(r"[0-9]{1,3}", column):
        raise Http404
    asked = Asked(period, request.viewer, row, int(column), exact=exact, workgroup=workgroup)
    try:
        found = behind(key, asked)
    except NotTold:
        raise Http404 from None
    page = Paginator(found.rows, 100).get_page(request.GET.get("page"))
    context = {"found": found, "page": page, "period": period, "back": back, "filed": filed}
    return render(request, "reports/rows.html", context)


def _file(found: Document, format: str) -> HttpResponse:
    figures = [figure for part in found.parts for figure in part.figures]
    match format:
        case "pdf":
            day = date_format(timezone.localdate(), "F j, Y")
            return _download(as_pdf(found, day), "application/pdf", f"{found.name}.pdf")
        case "docx":
            return _download(as_word(found), DOCX, f"{found.name}.docx")
        case "xlsx":
            return _download(
                as_xlsx((f.title, f.columns, f.rows) for f in figures), XLSX, f"{found.name}.xlsx"
            )
        case "json":
            content = {"title": found.title, "figures": [figure.as_json() for figure in figures]}
            return _download(json.dumps(content).encode(), "application/json", f"{found.name}.json")
    raise Http404


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _period(slug: str) -> periods.Period:
    try:
        return periods.parse(slug)
    except ValueError:
        raise Http404 from None


def _readable(request, slug: str) -> tuple[periods.Period, Report | None]:
    """The period, and what of its report this person may read."""
    return _period(slug), Report.objects.visible_to(request.person).filter(slug=slug).first()


def _only_coordinator(request) -> None:
    if not can_write_report(request.person):
        raise PermissionDenied


def _lent(key: str) -> Report:
    loan = Loan.objects.select_related("report").filter(key=key).first()
    if loan is None or not loan.is_open(timezone.localdate()):
        raise Http404
    return loan.report
