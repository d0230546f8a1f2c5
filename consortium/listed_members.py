"""Who sits at the table, as far as they agreed that everyone may read it."""

from django.shortcuts import render

from members.enums import Audience
from members.models import Sector
from members.visibility import Viewer


def listed_members(request):
    """Every sector, with the organizations that agreed to be listed; the same page for every reader.

    A sector without any reads the same whether it is protected, empty or silent (survivor safety R6).
    """
    listed: dict[int | None, list] = {}
    for organization in Viewer(Audience.PUBLIC).organizations().prefetch_related("counties").order_by("name"):
        listed.setdefault(organization.sector_id, []).append(organization)
    sectors = [(sector, listed.get(sector.pk, [])) for sector in Sector.objects.all()]
    return render(
        request,
        "consortium/listed_members.html",
        {"sectors": sectors, "count": sum(map(len, listed.values()))},
    )
