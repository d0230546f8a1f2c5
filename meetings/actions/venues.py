"""Where the consortium meets."""

from django.db import transaction

from audit.record import record
from meetings.models import Venue


@transaction.atomic
def save_venue(form, *, by) -> Venue:
    """Keep a venue as typed; meetings that use it show it so from now on."""
    new = form.instance.pk is None
    venue = form.save()
    record("venue.added" if new else "venue.edited", venue, by=by)
    return venue
