"""How fast mail may leave: what our provider takes a minute, and what each receiving domain does."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from mail.models import Message

MINUTE = timedelta(minutes=1)


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def over_limit(domain: str = "") -> int:
    """By how many the limit is passed: what left within the last minute and what every worker holds now.

    With a domain it is that receiver's limit (MAIL_PER_MINUTE_TO), else the provider's (MAIL_PER_MINUTE).
    """
    limits = settings.MAIL_PER_MINUTE_TO
    limit = int(limits.get(domain, limits.get("*", 0))) if domain else settings.MAIL_PER_MINUTE
    if not limit:
        return 0
    now = timezone.now()
    leaving = Message.objects.filter(Q(sent_at__gt=now - MINUTE) | Q(claimed_until__gt=now))
    if domain:
        leaving = leaving.filter(address__iendswith=f"@{domain}")
    return max(0, leaving.count() - limit)
