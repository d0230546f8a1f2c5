"""Who coordinates at this moment: by the dates of a deputyship, not by when a job last looked at them."""

from django.db.models import Q
from django.utils import timezone

from members.models import CoordinatorDeputy, Person


def coordinators():
    """The active people who coordinate today: whom the coordinator's mail goes to."""
    stands_in = CoordinatorDeputy.objects.on(timezone.localdate()).values("person")
    over = CoordinatorDeputy.objects.filter(acting=True).exclude(person__in=stands_in).values("person")
    people = Person.objects.filter(is_active=True)
    return people.filter(Q(is_coordinator=True) | Q(pk__in=stands_in)).exclude(pk__in=over)


def settle_rights(person: Person) -> None:
    """Give this request's person the rights of today, in memory alone; writing them is the job's.

    A deputy coordinates from the first minute of her first day, and after the last minute of her last day
    no more, whether or not anything ran in between. One query.
    """
    today = timezone.localdate()
    in_force = Q(since__lte=today, until__gte=today)
    found = list(person.deputyships.filter(in_force | Q(acting=True)).values_list("acting", "since", "until"))
    if not found or not person.is_active:
        return
    stands_in = any(since <= today <= until for _, since, until in found)
    only_as_deputy = any(acting for acting, _, _ in found)
    rights = stands_in or (person.is_coordinator and not only_as_deputy)
    if rights != person.is_coordinator:
        person.lend_rights(rights)
