"""What a person may do in a workgroup."""

from django.utils import timezone

from workgroups.models import Workgroup


def is_chair(person, workgroup: Workgroup | None, *, on=None) -> bool:
    """Whether `person` chairs or co-chairs `workgroup` on that day (today by default)."""
    if workgroup is None or not person.is_authenticated:
        return False
    return workgroup.roles.on(on or timezone.localdate()).chairs().filter(person=person).exists()


def can_edit_tasks(person, workgroup: Workgroup | None) -> bool:
    """Chairs keep their own group's list; the coordinator keeps every list, and alone the one without a group."""
    return person.is_authenticated and (person.is_coordinator or is_chair(person, workgroup))
