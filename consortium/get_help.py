"""Where help is: the hotline, and services near a county."""

from django import forms
from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.enums import Kind
from library.models import Resource
from members.models import County
from workgroups.models import Workgroup, WorkgroupKind

SHOWN = 100


class PlaceForm(forms.Form):
    """Where the visitor looks for help; nothing of it is kept."""

    county = forms.ModelChoiceField(County.objects, required=False, empty_label=_("Anywhere in the state"))


def get_help(request):
    """Services that were validated: those of the county first, then those that serve everywhere."""
    form = PlaceForm(request.GET)
    county = form.cleaned_data["county"] if form.is_valid() else None
    services = Resource.objects.published().filter(kind=Kind.SERVICE).annotate(places=Count("counties"))
    if county:
        services = services.filter(Q(counties=county) | Q(places=0))
    found = services.prefetch_related("counties").order_by("-places" if county else "title", "title")
    return render(
        request,
        "consortium/get_help.html",
        {
            "form": form,
            "county": county,
            "services": found[:SHOWN],
            "today": timezone.localdate(),
            "hotline_above": True,
            "task_forces": Workgroup.objects.filter(kind=WorkgroupKind.TASK_FORCE, counties=county),
        },
    )
