"""Whoever is to validate a suggestion hears of it again, in her one reminder mail a day, until it is decided."""

from collections.abc import Iterator
from datetime import date, tzinfo
from functools import partial

from django.utils.translation import gettext_lazy as _

from charter.zone import own_zone
from library.actions import note_reminder
from library.enums import State
from library.models import Resource
from mail.rules.kinds import RuleKind, Span
from tasks.reminders import Also, Anchor, Clock, plan
from workgroups.models import Role

CODE = "resource_waiting"
LABEL = _("Suggestions that wait to be validated")


def given_out() -> Iterator[Resource]:
    """What is neither validated nor declined, of validators who still serve in the group it was given to."""
    serving = set(Role.objects.current().values_list("workgroup", "person"))
    found = Resource.objects.filter(state=State.IN_REVIEW, validator__is_active=True)
    for resource in found.select_related("validator").order_by("pk"):
        if (resource.workgroup_id, resource.validator_id) in serving:
            yield resource


def due(clock: Clock) -> Iterator[Also]:
    """Those whose reminder has come due by the rule and was not sent."""
    for resource in given_out():
        day = clock.day(CODE, _since(resource, clock.local.tzinfo))
        if day and (resource.reminded_on is None or resource.reminded_on < day):
            yield Also(
                person=resource.validator,
                heading=LABEL,
                title=resource.title,
                path=f"/library/{resource.pk}/validate/",
                remember=partial(note_reminder, resource, day=day),
            )


def _since(resource: Resource, zone: tzinfo) -> date:
    return (resource.assigned_at or resource.suggested_at).astimezone(zone).date()


def _anchors(span: Span) -> list[Anchor]:
    return [(_since(resource, own_zone()), None, [resource.validator]) for resource in given_out()]


def rule_kind() -> RuleKind:
    """A week after it was given out, then once a week."""
    return RuleKind(
        code=CODE,
        label=LABEL,
        anchor=_("the day it was given out"),
        audiences=(("validators", _("Whoever is to validate it")),),
        defaults=({"offset": 7, "repeat_days": 7},),
        plan=partial(plan, CODE, LABEL, _anchors),
    )
