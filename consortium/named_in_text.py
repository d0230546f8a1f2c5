"""Where somebody's name or address stands in what people typed, for the coordinator to look at when she leaves.

Every text field of every app is asked, so that a new one cannot be forgotten; the trail of what happened and
the mail that left hold no such words, or are erased with her.
"""

from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from members.models import Person

APPS = ("members", "workgroups", "tasks", "meetings", "library", "reports")
HER_OWN = {"members.person", "members.application", "members.rosterimport", "meetings.answer"}
MINUTES = {"meetings.entry", "meetings.motion", "meetings.vote", "meetings.minutes"}
PAGES = {
    "members.organization": "/organizations/{0.pk}/",
    "members.organizationchange": "/organizations/{0.organization_id}/",
    "members.statuschange": "/organizations/{0.organization_id}/",
    "tasks.task": "/tasks/{0.pk}/",
    "tasks.comment": "/tasks/{0.task_id}/",
    "workgroups.workgroup": "/workgroups/{0.slug}/",
    "workgroups.document": "/workgroups/{0.workgroup.slug}/",
    "meetings.meeting": "/meetings/{0.slug}/",
    "meetings.agendaitem": "/meetings/{0.meeting.slug}/agenda/",
    "library.resource": "/library/{0.pk}/",
}
MOST = 60


def places_that_name(person: Person, addresses: Iterable[str]) -> list[str]:
    """One line for each row: what it is, and where; without her name. Minutes are told of apart."""
    words = {word for word in (person.name, person.display_name, *addresses) if len(word) > 3}
    found: list[str] = []
    for model in _models():
        rows = model._base_manager.filter(_named(model, words))[: MOST - len(found)] if words else ()
        found += [_line(model, row) for row in rows]
    return found


def _models() -> list[type[models.Model]]:
    known = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in known if model._meta.label_lower not in HER_OWN | MINUTES and _texts(model)]


def _texts(model) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and not field.unique
    ]


def _named(model, words: set[str]) -> Q:
    asked = Q()
    for word in sorted(words):
        for field in _texts(model):
            asked |= Q(**{f"{field}__icontains": word})
    return asked


def _line(model, row) -> str:
    page = PAGES.get(model._meta.label_lower, "").format(row)
    where = f"{settings.SITE_URL}{page}" if page else f"number {row.pk}"
    return f"{str(model._meta.verbose_name).capitalize()}: {where}"
