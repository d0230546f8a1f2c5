"""The consortium's own time zone, in which its days begin: every page and every job is in it."""

from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from charter.models import ZONE_KEPT, Charter

SECONDS_KEPT = 60


def own_zone() -> ZoneInfo:
    """The charter's, asked for again each minute; the settings' while no database answers."""
    name = cache.get(ZONE_KEPT)
    if name is None:
        try:
            name = Charter.load().time_zone
        except DatabaseError:
            return timezone.get_default_timezone()
        cache.set(ZONE_KEPT, name, SECONDS_KEPT)
    return ZoneInfo(name)
