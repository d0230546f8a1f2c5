"""Prospects: somebody who could fill a gap, tracked until it joins; for the coordinator's eyes alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from members import actions
from members.enums import ProspectState
from members.forms.coverage import AskForm, ProspectForm, StepForm
from members.models import Prospect
from members.views.access import only_coordinator


@login_required
def prospects(request):
    """Who is being asked, what comes next first; those that joined or declined on request."""
    only_coordinator(request)
    show_all = "all" in request.GET
    found = Prospect.objects.all() if show_all else Prospect.objects.open()
    found = found.select_related("sector", "asker").prefetch_related("counties", "tribes")
    found = found.order_by(F("next_on").asc(nulls_last=True), "name")
    return render(
        request,
        "members/prospects.html",
        {
            "page": Paginator(found, 50).get_page(request.GET.get("page")),
            "show_all": show_all,
            "today": timezone.localdate(),
        },
    )


@login_required
def new(request):
    """Note somebody to ask; the gap it would fill comes along in the address."""
    only_coordinator(request)
    form = ProspectForm(request.POST or None, initial=_gap(request), viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        prospect = form.save(commit=False)
        actions.add_prospect(prospect, **_places(form), by=request.person)
        messages.success(request, _("Noted. Keep here what is said until they join."))
        return redirect("members:prospect", pk=prospect.pk)
    return render(request, "members/prospect_form.html", {"form": form, "prospect": None})


@login_required
def prospect(request, pk: int):
    """What happened so far, and the next step."""
    found = _prospect(request, pk)
    form = StepForm(request.POST or None, initial={"state": found.state, "next_on": found.next_on})
    if request.method == "POST" and form.is_valid():
        actions.take_step(found, **form.cleaned_data, by=request.person)
        messages.success(request, _("Kept."))
        return redirect("members:prospect", pk=pk)
    return render(
        request,
        "members/prospect.html",
        {
            "prospect": found,
            "form": form,
            "steps": found.steps.select_related("by"),
            "declined": found.state == ProspectState.DECLINED,
        },
    )


@login_required
def edit(request, pk: int):
    """Correct who it is."""
    found = _prospect(request, pk)
    form = ProspectForm(request.POST or None, instance=found, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        actions.edit_prospect(form.save(commit=False), **_places(form), by=request.person)
        messages.success(request, _("Saved."))
        return redirect("members:prospect", pk=pk)
    return render(request, "members/prospect_form.html", {"form": form, "prospect": found})


def _places(form: ProspectForm) -> dict:
    return {name: list(form.cleaned_data[name]) for name in ("counties", "tribes")}


def _gap(request) -> dict:
    gap = AskForm(request.GET)
    if not gap.is_valid():
        return {"name": request.GET.get("name", "")[:200]}
    given = gap.cleaned_data
    return {
        "name": request.GET.get("name", "")[:200],
        "sector": given["sector"],
        "counties": [given["county"]] if given["county"] else [],
        "tribes": [given["tribe"]] if given["tribe"] else [],
    }


def _prospect(request, pk: int) -> Prospect:
    only_coordinator(request)
    return get_object_or_404(Prospect.objects.select_related("sector", "asker", "organization"), pk=pk)
