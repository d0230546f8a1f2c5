"""The places the coordinator chooses from when she schedules."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from meetings.actions.venues import save_venue
from meetings.models import Venue
from meetings.policy import can_lay_out_year


class VenueForm(forms.ModelForm):
    """A place, its usual room, how to get there and in; where it is on a map, for calendars."""

    class Meta:
        model = Venue
        fields = ["name", "address", "room", "parking", "transit", "access", "latitude", "longitude"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("parking", "transit", "access")}


@login_required
def venues(request):
    """All places, and a new one."""
    return _page(request, None)


@login_required
def edit(request, pk: int):
    """One place."""
    return _page(request, get_object_or_404(Venue, pk=pk))


def _page(request, venue: Venue | None):
    if not can_lay_out_year(request.person):
        raise PermissionDenied
    form = VenueForm(request.POST or None, instance=venue)
    if request.method == "POST" and form.is_valid():
        save_venue(form, by=request.person)
        messages.success(request, _("Saved."))
        return redirect("meetings:venues")
    context = {"form": form, "venue": venue, "venues": Venue.objects.all()}
    return render(request, "meetings/venues.html", context)
