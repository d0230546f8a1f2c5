"""A workgroup's quarterly report: drafted from its list, edited, and filed as her agenda item's document."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.reports import file_on_agenda, paper_of
from tasks import actions
from tasks.drafting import draft
from tasks.quarters import bounds
from workgroups.models import Workgroup
from workgroups.policy import can_edit_tasks


class ReportForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Report"),
        widget=forms.Textarea(attrs={"rows": 24}),
        max_length=20_000,
        help_text=gettext_lazy("No names or details of victims or cases."),
    )


@login_required
def report(request, slug: str, quarter: str):
    """Members read the report that is filed; the chair drafts, edits and files it."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    kept = workgroup.reports.filter(quarter=_known(quarter)).first()
    keeps = can_edit_tasks(request.person, workgroup)
    if not keeps and (kept is None or kept.filed_at is None):
        raise Http404
    if not keeps and request.method == "POST":
        raise PermissionDenied
    again = kept is None or "again" in request.GET
    text = draft(workgroup, quarter, timezone.localdate()) if again else kept.text
    form = ReportForm(request.POST or None, initial={"text": text})
    if request.method == "POST" and form.is_valid():
        _keep(request, workgroup, quarter, form.cleaned_data["text"])
        return redirect("workgroup_report", slug, quarter)
    given = {"workgroup": workgroup, "quarter": quarter, "report": kept, "keeps": keeps, "form": form}
    given["paper"] = paper_of(kept) if kept and kept.filed_at else None
    return render(request, "consortium/workgroup_report.html", given)


def _known(quarter: str) -> str:
    try:
        bounds(quarter)
    except ValueError:
        raise Http404 from None
    return quarter


def _keep(request, workgroup, quarter: str, text: str) -> None:
    """Save the words and, where she pressed it, file them."""
    kept = actions.save_report(workgroup, quarter=quarter, text=text, by=request.person)
    if "file" not in request.POST:
        messages.success(request, _("Saved as a draft."))
        return
    paper = file_on_agenda(kept, by=request.person)
    if paper:
        words = _("The report is filed.")
    else:
        words = _("Filed: members can read it. No meeting is scheduled to put it before yet.")
    messages.success(request, words)
