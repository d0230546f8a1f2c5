"""Everything that is held about one person, found by following whatever points to her (R33, R38).

A new table that points to a person is in it from its first day. Secrets (session and feed keys, second
factors, raw mail) are left out; of what she merely did to other things, the history's verbs and dates stand.
"""

from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from audit.models import Entry
from audit.record import record
from members.models import Person
from members.views.access import person_to_keep

HERS = {"person", "user", "assignee", "owner", "validator"}
SECRET = {"password", "session_key", "key", "raw", "calendar", "html", "data", "fingerprint", "content"}
WRITTEN = {"tasks.comment"}
MOST = 5000


def held(person: Person) -> dict[str, list[dict]]:
    """Plain values by table, each row as printable pairs; times in UTC as ISO 8601."""
    found = {"Person": [_row(person)]}
    for relation in Person._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        model, field = relation.related_model, relation.field.name
        hers = field in HERS or model._meta.label_lower in WRITTEN
        if not hers or relation.field.many_to_many or model._meta.auto_created:
            continue
        rows = model._base_manager.filter(**{field: person}).order_by("pk")[:MOST]
        if rows := [_row(row, without=field) for row in rows.select_related(*_pointers(model))]:
            found[str(model._meta.verbose_name_plural).capitalize()] = rows
    acts = Entry.objects.filter(by=person).order_by("at").values_list("at", "verb")[:MOST]
    found["What I did"] = [{"at": at.isoformat(), "what": verb} for at, verb in acts]
    found["Who read my hidden name"] = [
        {"at": entry.at.isoformat(), "who": _("the coordinator")} for entry in _reads(person)
    ]
    return {title: rows for title, rows in found.items() if rows}


def _reads(person: Person):
    return Entry.objects.filter(
        verb__in=["person.name_read", "person.data_read"],
        content_type__app_label="members",
        content_type__model="person",
        object_id=str(person.pk),
    )


def _pointers(model) -> list[str]:
    return [f.name for f in model._meta.concrete_fields if f.many_to_one and f.name not in SECRET]


def _row(row: models.Model, without: str = "") -> dict:
    values = {}
    for field in row._meta.concrete_fields:
        if field.name in SECRET or field.name == without or field.primary_key:
            continue
        value = getattr(row, field.name) if field.is_relation else field.value_from_object(row)
        if value in (None, "", False):
            continue
        if field.choices:
            value = getattr(row, f"get_{field.name}_display")()
        values[str(field.verbose_name)] = value.isoformat() if hasattr(value, "isoformat") else _plain(value)
    return values


def _plain(value):
    return value if isinstance(value, bool | int) else str(value)


@login_required
def my_data(request):
    """Mine, to read."""
    return render(request, "consortium/held_data.html", {"tables": held(request.person), "mine": True})


@login_required
def my_data_json(request):
    """Mine, to keep."""
    answer = JsonResponse(held(request.person), json_dumps_params={"indent": 1})
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@login_required
def held_data(request, handle: str):
    """What we hold about someone, for the coordinator to print; that she read it is kept (R35, R38)."""
    person = person_to_keep(request, handle)
    record("person.data_read", person, by=request.person)
    context = {"tables": held(person), "person": person, "mine": False}
    return render(request, "consortium/held_data.html", context)
