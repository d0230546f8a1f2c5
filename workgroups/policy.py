"""What a person may do in a workgroup."""

from django.utils import timezone

from workgroups.models import GroupDocument, Workgroup


def is_chair(person, workgroup: Workgroup | None, *, on=None) -> bool:
    """Whether `person` acts as chair of `workgroup` on that day (today by default), be it as deputy."""
    if workgroup is None or not person.is_authenticated:
        return False
    return workgroup.roles.on(on or timezone.localdate()).chairs().filter(person=person).exists()


def kept_by(person):
    """The workgroups whose chair `person` acts as today."""
    roles = person.roles.current().chairs()
    return Workgroup.objects.filter(pk__in=roles.values("workgroup"))


def can_edit_tasks(person, workgroup: Workgroup | None) -> bool:
    """Chairs keep their own group's list; the coordinator keeps every list, and alone the one without a group."""
    return person.is_authenticated and (person.is_coordinator or is_chair(person, workgroup))


def can_manage_workgroup(person, workgroup: Workgroup) -> bool:
    """Say who serves and what the group is for: its chairs and the coordinator."""
    return person is not None and can_edit_tasks(person, workgroup)


def can_give_role(person, workgroup: Workgroup) -> bool:
    """Say who serves as what, and name a deputy: chairs themselves and the coordinator, no deputy."""
    return person is not None and (
        person.is_coordinator or workgroup.roles.current().named_chairs().filter(person=person).exists()
    )


def can_add_document(person, workgroup: Workgroup) -> bool:
    """Whoever serves in the group today, and the coordinator."""
    return person is not None and (
        person.is_coordinator or workgroup.roles.current().filter(person=person).exists()
    )


def can_remove_document(person, document: GroupDocument) -> bool:
    """Whoever brought it, and those who keep the group; they also say whether it is public."""
    return person is not None and (
        document.by_id == person.pk or can_manage_workgroup(person, document.workgroup)
    )


def can_create_workgroup(person) -> bool:
    """Workgroups and local task forces are the coordinator's to open."""
    return person is not None and person.is_coordinator


def can_ask_to_join(person, workgroup: Workgroup) -> bool:
    """Any member who neither serves in it today nor has asked already."""
    return (
        person is not None
        and not workgroup.roles.current().filter(person=person).exists()
        and not workgroup.join_requests.filter(person=person, answered_at=None).exists()
    )
