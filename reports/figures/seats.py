"""Who is at the table: seats by sector and what changed, who joined and left, and which counties nobody serves."""

from django.db.models import Q
from django.utils.translation import gettext, pgettext

from charter.models import Charter
from members.coverage import coverage
from members.enums import Audience, OrganizationStatus
from members.models import County, Organization, Sector
from members.small_counts import is_hidden, number, shown
from members.visibility import Viewer
from reports.enums import Picture, Question
from reports.figures.behind import Asked, Behind, NotTold
from reports.figures.behind import seats as listed_seats
from reports.figures.shapes import Figure
from reports.periods import Period


def _on(day):
    """Seats that were filled on that day."""
    return (
        Organization.objects.exclude(status=OrganizationStatus.APPLIED)
        .filter(Q(status=OrganizationStatus.ACTIVE) | Q(until__gte=day))
        .filter(Q(since=None) | Q(since__lte=day))
        .filter(Q(until=None) | Q(until__gte=day))
    )


def by_sector(period: Period, *, exact: bool) -> Figure:
    """Seats at the end of the period beside those at the end of the one before."""
    sectors = list(Sector.objects.all())
    now, before = _by_sector(period.last, sectors), _by_sector(period.before().last, sectors)
    said, said_before = (_texts(counts, exact) for counts in (now, before))
    rows = [[s.name, said_before[s.pk], said[s.pk], str(s.minimum_seats)] for s in sectors]
    return Figure(
        key="seats_by_sector",
        question=Question.GAPS,
        title=gettext("Seats by sector"),
        columns=[gettext("Sector"), gettext("Before"), gettext("Now"), gettext("Wanted at least")],
        rows=rows,
        links=["/coverage/"] * len(rows),
        note=gettext("Counts under five are not told apart."),
        picture=Picture.BARS,
        keys=[sector.code if exact or not sector.protected else "" for sector in sectors],
        counted=[1, 2],
    )


def behind_sectors(asked: Asked) -> Behind:
    """The organizations of a sector before or now; never those of a hidden count."""
    sector = Sector.objects.filter(code=asked.row).first()
    if sector is None or asked.column not in (1, 2) or (sector.protected and not asked.exact):
        raise NotTold
    day = asked.period.last if asked.column == 2 else asked.period.before().last
    found = list(_on(day).filter(sector=sector).order_by("name", "pk"))
    if is_hidden(len(found), exact=asked.exact):
        raise NotTold
    of = [sector.name, gettext("Now") if asked.column == 2 else gettext("Before")]
    return listed_seats(gettext("Seats by sector"), of, found)


def _by_sector(day, sectors: list[Sector]) -> dict[int, int]:
    counts = dict.fromkeys((sector.pk for sector in sectors), 0)
    for sector in _on(day).exclude(sector=None).values_list("sector", flat=True):
        counts[sector] += 1
    return counts


def _texts(counts: dict[int, int], exact: bool) -> dict[int, str]:
    return {key: str(count) for key, count in counts.items()} if exact else shown(counts).cells


def by_county() -> Figure:
    """How many of the sectors have a member in each county, as members may read it, at this moment."""
    found = coverage(Viewer(Audience.MEMBER))
    wanted = len(found.sectors)
    return Figure(
        key="coverage",
        question=Question.GAPS,
        title=gettext("Coverage by county"),
        columns=[gettext("County"), gettext("Code"), gettext("Sectors present"), gettext("Of")],
        rows=[[p.place.name, p.place.fips, str(found.present(p)), str(wanted)] for p in found.counties],
        links=[f"/coverage/counties/{place.place.fips}/" for place in found.counties],
        note=gettext("Where members serve when this was counted."),
        picture=Picture.MAP,
        keys=[place.place.fips for place in found.counties],
        counted=[2],
    )


def behind_county(asked: Asked) -> Behind:
    """The sectors that have a member in a county."""
    county = County.objects.filter(fips=asked.row).first()
    if county is None or asked.column != 2:
        raise NotTold
    found = coverage(Viewer(Audience.MEMBER))
    place = found.county(county)
    rows = [
        ([sector.name], f"/coverage/counties/{county.fips}/")
        for sector in found.sectors
        if place.count(sector)
    ]
    return Behind(
        gettext("Coverage by county"), [county.name, gettext("Sectors present")], [gettext("Sector")], rows
    )


def unserved(period: Period) -> Figure:
    """Counties that no seat serves; a protected seat serves none that anyone is told of."""
    now, before = _unserved_on(period.last), _unserved_on(period.before().last)
    statewide = _on(period.last).exclude(sector__protected=True).filter(statewide=True).count()
    return Figure(
        key="unserved_counties",
        question=Question.GAPS,
        title=gettext("Counties that no member serves"),
        columns=[gettext("County")],
        rows=[[county.name] for county in now],
        links=["/coverage/"] * len(now),
        note=gettext("%(count)s when the period began. Statewide members besides: %(number)s.")
        % {"count": len(before), "number": number(statewide)},
    )


def _unserved_on(day) -> list[County]:
    return list(County.objects.exclude(organizations__in=_on(day).exclude(sector__protected=True)))


def joined_and_left(period: Period, *, exact: bool) -> Figure:
    """Seats that began or ended in the period; protected ones are in the coordinator's alone."""
    seats = Organization.objects.exclude(status=OrganizationStatus.APPLIED).select_related("sector")
    if not exact:
        seats = seats.exclude(sector__protected=True)
    within = (period.first, period.last)
    rows = []
    for verb, field in ((gettext("Joined"), "since"), (pgettext("person", "Left"), "until")):
        changed = seats.filter(**{f"{field}__range": within}).order_by(field, "name")
        rows += [(verb, seat, getattr(seat, field)) for seat in changed]
    return Figure(
        key="joined_and_left",
        question=Question.PROGRESS,
        title=gettext("New and departed members"),
        columns=[gettext("Member"), gettext("Sector"), gettext("What"), gettext("Date")],
        rows=[[s.name, s.sector.name if s.sector else "", verb, day.isoformat()] for verb, s, day in rows],
        links=[f"/organizations/{seat.pk}/" for _, seat, _ in rows],
    )


def wanted(period: Period, charter: Charter) -> Figure:
    """Sectors with fewer seats than wanted."""
    sectors = list(Sector.objects.all())
    now = _by_sector(period.last, sectors)
    short = [sector for sector in sectors if now[sector.pk] < sector.minimum_seats]
    return Figure(
        key="sectors_wanted",
        question=Question.HELP,
        title=gettext("Sectors that need more members"),
        columns=[gettext("Sector"), gettext("Wanted at least")],
        rows=[[sector.name, str(sector.minimum_seats)] for sector in short],
        links=["/join/"] * len(short),
    )
