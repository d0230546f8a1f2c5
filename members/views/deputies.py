"""The coordinator names who stands in for her, with dates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import actions
from members.directory import find_people
from members.forms.deputies import CoordinatorDeputyForm
from members.models import CoordinatorDeputy
from members.policy import can_name_coordinator_deputy


@login_required
def deputies(request):
    """Who stands in, now and to come, and who did."""
    _only_herself(request)
    wanted = request.GET.get("q", "").strip()[:100]
    form = CoordinatorDeputyForm(
        request.POST or None, viewer=request.viewer, people=find_people(request.viewer, {"q": wanted})
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_coordinator_deputy(by=request.person, **form.cleaned_data)
        except actions.NotPossible as why:
            form.add_error("since", str(why))
        else:
            messages.success(request, _("She is told; her rights follow the dates."))
            return redirect("members:deputies")
    today = timezone.localdate()
    found = CoordinatorDeputy.objects.select_related("person")
    context = {
        "form": form,
        "q": wanted,
        "found": form.fields["person"].queryset.count() if wanted else None,
        "coming": found.filter(until__gte=today),
        "past": found.filter(until__lt=today)[:20],
    }
    return render(request, "members/deputies.html", context)


@login_required
@require_POST
def end_deputy(request, pk: int):
    """From now on she stands in no longer."""
    _only_herself(request)
    actions.end_coordinator_deputy(get_object_or_404(CoordinatorDeputy, pk=pk), by=request.person)
    messages.success(request, _("She stands in no longer."))
    return redirect("members:deputies")


def _only_herself(request) -> None:
    if not can_name_coordinator_deputy(request.person):
        raise PermissionDenied
