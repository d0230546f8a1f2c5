"""Who is at the table and who is missing: the map, the table, the gaps and the targets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import actions
from members.coverage import Coverage, Place, coverage
from members.coverage_cells import CoverageCells
from members.coverage_map import coverage_map
from members.forms.coverage import AskForm, RegionForm, TargetFormSet, WhereForm
from members.gaps import candidates, gaps
from members.geography import neighbours
from members.models import County, Region, Sector
from members.policy import can_edit_roster
from members.small_counts import number
from members.views.access import only_coordinator


def overview(request):
    """The map of one sector or of all, and the same in a table, as far as this viewer may read it."""
    form = WhereForm(request.GET)
    chosen = form.cleaned_data["sector"] if form.is_valid() else None
    found = coverage(request.viewer)
    return render(
        request,
        "members/coverage.html",
        {
            "form": form,
            "chosen": chosen,
            "map": coverage_map(found, chosen),
            "counties_at": reverse("members:coverage") + "counties/",
            "sectors": found.sectors,
            "seats": _seats(found),
            "tables": _tables(found),
            "exact": found.exact,
            "keeps": can_edit_roster(request.person),
        },
    )


def county(request, fips: str):
    """One county, sector by sector, and the counties beside it."""
    place = get_object_or_404(County.objects.select_related("region"), fips=fips)
    found = coverage(request.viewer)
    here = found.county(place)
    rows = [
        {
            "sector": sector,
            "words": found.words(here.count(sector)),
            "statewide": found.words(found.statewide.get(sector.pk, 0)),
            "missing": not here.count(sector),
        }
        for sector in found.sectors
    ]
    return render(
        request,
        "members/coverage_county.html",
        {
            "county": place,
            "rows": rows,
            "beside": County.objects.filter(fips__in=neighbours(fips)),
            "tribes": place.tribes.all(),
            "keeps": can_edit_roster(request.person),
        },
    )


@login_required
def gap_list(request):
    """Where the table falls short of the targets."""
    found = coverage(request.viewer)
    return render(
        request,
        "members/gaps.html",
        {"gaps": gaps(found), "exact": found.exact, "keeps": can_edit_roster(request.person)},
    )


@login_required
def ask(request):
    """From a gap: whom could we ask?"""
    only_coordinator(request)
    form = AskForm(request.GET or None)
    chosen = form.is_valid()
    sector = form.cleaned_data["sector"] if chosen else None
    place = form.place if chosen else None
    return render(
        request,
        "members/ask.html",
        {
            "form": form,
            "sector": sector,
            "place": place,
            "candidates": candidates(sector, place) if chosen else None,
        },
    )


@login_required
def targets(request):
    """How many seats each sector should have, and where: the coordinator's to say."""
    only_coordinator(request)
    formset = TargetFormSet(request.POST or None, queryset=Sector.objects.all())
    if request.method == "POST" and formset.is_valid():
        actions.set_targets(
            [form.save(commit=False) for form in formset if form.has_changed()], by=request.person
        )
        messages.success(request, _("Saved. The gap list follows."))
        return redirect("members:gaps")
    regions = Region.objects.annotate(size=Count("counties"))
    return render(request, "members/targets.html", {"formset": formset, "regions": regions})


@login_required
def region(request, pk: int | None = None):
    """Draw a region, or draw it anew."""
    only_coordinator(request)
    drawn = get_object_or_404(Region, pk=pk) if pk else Region()
    form = RegionForm(request.POST or None, instance=drawn)
    if request.method == "POST" and form.is_valid():
        actions.draw_region(
            form.save(commit=False), counties=list(form.cleaned_data["counties"]), by=request.person
        )
        messages.success(request, _("Saved."))
        return redirect("members:targets")
    return render(request, "members/region.html", {"form": form, "region": drawn})


@login_required
@require_POST
def remove_region(request, pk: int):
    """Take a region away; its counties stay."""
    only_coordinator(request)
    actions.remove_region(get_object_or_404(Region, pk=pk), by=request.person)
    messages.success(request, _("The region is gone; its counties lie in none now."))
    return redirect("members:targets")


def _seats(found: Coverage) -> list[dict]:
    rows = []
    for sector in [*found.sectors, *found.protected]:
        count = found.seats.get(sector.pk, 0)
        by_place = not sector.protected
        rows.append(
            {
                "sector": sector,
                "words": found.words(count) if by_place else number(count, exact=found.exact),
                "statewide": found.words(found.statewide.get(sector.pk, 0)) if by_place else "",
            }
        )
    return rows


def _tables(found: Coverage) -> list[dict]:
    """One table a region, then counties in none, then the Tribes; each row with its cells in words."""
    regions = sorted({row.place.region.name for row in found.counties if row.place.region})
    by_region: dict[str, list[Place]] = {name: [] for name in regions}
    for row in found.counties:
        by_region.setdefault(row.place.region.name if row.place.region else "", []).append(row)
    groups = [
        (name or _("Counties in no region"), rows, "county") for name, rows in by_region.items() if rows
    ]
    if found.tribes:
        groups.append((_("Tribes"), found.tribes, "tribe"))
    cells = CoverageCells(found)
    return [
        {"name": name, "kind": kind, "rows": [{"place": row.place, "cells": cells.of(row)} for row in rows]}
        for name, rows, kind in groups
    ]
