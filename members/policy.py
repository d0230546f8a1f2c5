"""What a person may do with the roster, with a seat, and with herself."""

from django.db.models import Q
from django.utils import timezone

from members.enums import RepresentationRole
from members.models import Organization, Person, Representation


def can_edit_roster(person) -> bool:
    """The roster is the coordinator's to keep."""
    return person is not None and person.is_coordinator


def can_edit_organization(person, organization: Organization) -> bool:
    """The coordinator, and whoever is its primary representative today."""
    return can_edit_roster(person) or can_speak_for(person, organization)


def can_speak_for(person, organization: Organization) -> bool:
    """Agree in its name to be listed: its primary representative today, and nobody else."""
    return (
        person is not None and _seats(person, organization).filter(role=RepresentationRole.PRIMARY).exists()
    )


def can_read_papers(person, organization: Organization) -> bool:
    """Its documents and its attendance: the coordinator and those who act for it today."""
    return can_edit_roster(person) or (person is not None and _seats(person, organization).exists())


def can_name_coordinator_deputy(person) -> bool:
    """The coordinator herself; a deputy names no deputy and does not lengthen her own days."""
    if not can_edit_roster(person):
        return False
    today = timezone.localdate()
    return not person.deputyships.filter(Q(acting=True) | Q(since__lte=today, until__gte=today)).exists()


def can_remove_herself(person: Person) -> bool:
    """Anyone may leave alone (R31), but the last coordinator: somebody must be able to let others in."""
    others = Person.objects.filter(is_coordinator=True, is_active=True).exclude(pk=person.pk)
    return not person.is_coordinator or others.exists()


def _seats(person, organization: Organization):
    return Representation.objects.on(timezone.localdate()).filter(person=person, organization=organization)
