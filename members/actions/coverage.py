"""What the table should look like, and the people asked to it."""

from django.db import transaction

from audit.record import record
from members.enums import ProspectState
from members.models import County, Organization, Prospect, ProspectStep, Region, Sector


@transaction.atomic
def set_targets(sectors: list[Sector], *, by) -> None:
    """Keep how many seats each sector should have, and where."""
    for sector in sectors:
        sector.save()
        record(
            "sector.target_set",
            sector,
            by=by,
            seats=sector.minimum_seats,
            per_region=sector.minimum_per_region,
            every_county=sector.in_every_county,
            every_tribe=sector.with_every_tribe,
        )


@transaction.atomic
def draw_region(region: Region, *, counties, by) -> Region:
    """A region is these counties; each county lies in one region at most."""
    new = region.pk is None
    region.save()
    region.counties.exclude(pk__in=[county.pk for county in counties]).update(region=None)
    County.objects.filter(pk__in=[county.pk for county in counties]).update(region=region)
    record("region.drawn" if new else "region.redrawn", region, by=by, counties=[c.pk for c in counties])
    return region


@transaction.atomic
def remove_region(region: Region, *, by) -> None:
    """Its counties lie in no region until they are drawn into another."""
    record("region.removed", region, by=by)
    region.delete()


@transaction.atomic
def add_prospect(prospect: Prospect, *, counties=(), tribes=(), by) -> Prospect:
    """Somebody who could be asked to join."""
    prospect.save()
    prospect.counties.set(counties)
    prospect.tribes.set(tribes)
    ProspectStep.objects.create(prospect=prospect, state=prospect.state, by=by)
    record("prospect.added", prospect, by=by)
    return prospect


@transaction.atomic
def edit_prospect(prospect: Prospect, *, counties, tribes, by) -> None:
    """Correct who it is; how far we are is a step, not an edit."""
    prospect.save()
    prospect.counties.set(counties)
    prospect.tribes.set(tribes)
    record("prospect.edited", prospect, by=by)


@transaction.atomic
def take_step(prospect: Prospect, *, state: str, note: str = "", next_on=None, by) -> None:
    """Somebody talked to it, or heard from it: the step is kept, and where it stands now."""
    prospect = Prospect.objects.select_for_update().get(pk=prospect.pk)
    before, prospect.state, prospect.next_on = prospect.state, state, next_on
    prospect.save(update_fields=["state", "next_on"])
    ProspectStep.objects.create(prospect=prospect, state=state, note=note, by=by)
    record("prospect.step_taken", prospect, by=by, before=before, after=state)


@transaction.atomic
def prospect_joined(prospect: Prospect, *, organization: Organization, by) -> None:
    """It is a member now."""
    prospect.organization = organization
    prospect.save(update_fields=["organization"])
    take_step(prospect, state=ProspectState.JOINED, by=by)
