"""Who keeps a workgroup's lists and answers for it today."""

from django.utils import timezone

from members.models import Person
from members.standing_in import coordinators
from workgroups.models import Workgroup


def keepers(workgroup: Workgroup | None) -> list[Person]:
    """Its chairs, or the coordinator where it has none (or where there is no workgroup)."""
    people = Person.objects.filter(is_active=True)
    if workgroup is not None:
        roles = workgroup.roles.on(timezone.localdate()).chairs()
        chairs = list(people.filter(pk__in=roles.values("person")))
        if chairs:
            return chairs
    return list(coordinators())
