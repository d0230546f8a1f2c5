"""Whom an invitation to the whole consortium reaches."""

from django.utils import timezone

from members.enums import OrganizationStatus
from members.models import Person, Representation


def whole_consortium(on=None):
    """Active people who represent an active organization on that day (today by default)."""
    sitting = Representation.objects.on(on or timezone.localdate()).filter(
        organization__status=OrganizationStatus.ACTIVE
    )
    return Person.objects.filter(is_active=True, pk__in=sitting.values("person"))
