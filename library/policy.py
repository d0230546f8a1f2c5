"""Who decides on a resource."""

from django.utils import timezone

from library.models import Resource
from workgroups.policy import is_chair


def can_assign_resource(person) -> bool:
    """The coordinator hands suggestions out; so does any chair."""
    today = timezone.localdate()
    return person is not None and (person.is_coordinator or person.roles.on(today).chairs().exists())


def can_give_resource(person, resource: Resource) -> bool:
    """Say who validates it: the coordinator, any chair while no workgroup has it, then that workgroup's chair."""
    if not can_assign_resource(person):
        return False
    return person.is_coordinator or resource.workgroup is None or is_chair(person, resource.workgroup)


def is_validator(person, resource: Resource) -> bool:
    """Whether it was given to this person, who still serves in its workgroup."""
    return (
        person is not None
        and resource.validator_id == person.pk
        and resource.workgroup is not None
        and resource.workgroup.roles.current().filter(person=person).exists()
    )


def can_validate_resource(person, resource: Resource) -> bool:
    """Whoever it was given to, the chair of that workgroup, and the coordinator."""
    if person is None:
        return False
    return person.is_coordinator or is_validator(person, resource) or is_chair(person, resource.workgroup)


def can_read_resource(person, resource: Resource) -> bool:
    """Everyone once it is published; before that those who decide on it."""
    return (
        resource.state == "published"
        or can_assign_resource(person)
        or can_validate_resource(person, resource)
    )


def can_edit_site(person) -> bool:
    """The public site's words, pictures and numbers are the coordinator's."""
    return person is not None and person.is_coordinator
