"""How fast mail may leave: what our provider takes a minute, and what each receiving domain does."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from mail.models import Message

MINUTE = timedelta(minutes=1)


class Rates:
    """Counts what left within the last minute and what is leaving now, by every worker together.

    Two workers that count at the same moment may each send one more than the limit.
    """

    def provider_full(self) -> bool:
        """Whether MAIL_PER_MINUTE is reached."""
        return _reached(settings.MAIL_PER_MINUTE)

    def domain_full(self, address: str) -> bool:
        """Whether the receiving domain's share of a minute is used up; others go on."""
        domain = address.rpartition("@")[2].lower()
        limits = settings.MAIL_PER_MINUTE_TO
        return _reached(int(limits.get(domain, limits.get("*", 0))), address__iendswith=f"@{domain}")


def _reached(limit: int, **only) -> bool:
    if not limit:
        return False
    now = timezone.now()
    leaving = Message.objects.filter(Q(sent_at__gt=now - MINUTE) | Q(claimed_until__gt=now), **only)
    return leaving.count() >= limit
