"""The coordinator's deputy: named with dates, and given the rights on these days alone."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from mail.actions import post
from members.actions.addresses import NotPossible
from members.letters import coordinator_deputy_letter
from members.models import CoordinatorDeputy, Person


@transaction.atomic
def name_coordinator_deputy(*, person: Person, since: date, until: date, by: Person) -> CoordinatorDeputy:
    """Someone stands in for the coordinator; she is told, and her rights begin and end by the dates.

    Raises NotPossible where the dates contradict each other or another deputy's, or she coordinates anyway.
    """
    if until < since:
        raise NotPossible(_("Give a last day that is not before the first."))
    if person.is_coordinator and not person.deputyships.filter(acting=True).exists():
        raise NotPossible(_("This person coordinates already."))
    if CoordinatorDeputy.objects.filter(since__lte=until, until__gte=since).exists():
        raise NotPossible(_("There is a deputy in these days already; end that one first."))
    deputy = CoordinatorDeputy.objects.create(person=person, since=since, until=until)
    dates = {"since": since.isoformat(), "until": until.isoformat()}
    record("deputy.named", deputy, by=by, person=person.pk, **dates)
    post(
        kind="coordinator_deputy",
        person=person,
        about=deputy,
        reference="named",
        path="/",
        **coordinator_deputy_letter(deputy),
    )
    settle_deputies()
    return deputy


@transaction.atomic
def end_coordinator_deputy(deputy: CoordinatorDeputy, *, by: Person) -> None:
    """She stands in no longer, from this moment on; one whose days are ahead is forgotten."""
    yesterday = timezone.localdate() - timedelta(days=1)
    record("deputy.ended", deputy, by=by, person=deputy.person_id)
    if deputy.acting:
        _end(deputy)
    if deputy.since > yesterday:
        deputy.delete()
    else:
        deputy.until = min(deputy.until, yesterday)
        deputy.save(update_fields=["until"])


@transaction.atomic
def settle_deputies() -> None:
    """Give and take the coordinator's rights as today's date says; asking twice changes nothing."""
    today = timezone.localdate()
    for deputy in CoordinatorDeputy.objects.select_for_update().filter(acting=True, until__lt=today):
        _end(deputy)
    for deputy in CoordinatorDeputy.objects.select_for_update().on(today).filter(acting=False):
        if not deputy.person.is_coordinator and deputy.person.is_active:
            _set(deputy, acting=True)
            record("deputy.began", deputy, by=None, person=deputy.person_id)


def _end(deputy: CoordinatorDeputy) -> None:
    _set(deputy, acting=False)
    record("deputy.over", deputy, by=None, person=deputy.person_id)


def _set(deputy: CoordinatorDeputy, *, acting: bool) -> None:
    deputy.acting = acting
    deputy.save(update_fields=["acting"])
    Person.objects.filter(pk=deputy.person_id).update(is_coordinator=acting)
