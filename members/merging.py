"""Everything in every app that refers to a record, found from Django's own registry, so that nothing is forgotten.

Apps to the right of members are reached by their foreign keys, never by name.
"""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, Model, Q

from members.signals import folding


def references(model: type[Model]) -> Iterator[tuple[type[Model], Field]]:
    """Every foreign key to `model`, those of many-to-many tables too."""
    for related in apps.get_models(include_auto_created=True):
        for field in related._meta.local_fields:
            if field.remote_field and field.remote_field.model is model:
                yield related, field


def generic_references() -> Iterator[tuple[type[Model], GenericForeignKey]]:
    """Every pair of columns that may point to anything: the history, the outbox."""
    for related in apps.get_models():
        for field in related._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                yield related, field


def move(kept: Model, gone: Model) -> dict[str, int]:
    """Make all that refers to `gone` refer to `kept`; how many rows of each model moved.

    A row for which `kept` has one already that may exist only once is folded into that one.
    """
    moved: dict[str, int] = {}
    for related, field in references(type(gone)):
        for row in list(related._base_manager.filter(**{field.name: gone.pk})):
            twin = _twin(row, field, kept)
            if twin is None:
                related._base_manager.filter(pk=row.pk).update(**{field.name: kept.pk})
            else:
                _fold(row, twin)
            moved[related._meta.label] = moved.get(related._meta.label, 0) + 1
    _move_generic(kept, gone)
    return moved


def _move_generic(kept: Model, gone: Model) -> None:
    kind = ContentType.objects.get_for_model(gone)
    for related, field in generic_references():
        rows = related._base_manager.filter(**{field.ct_field: kind, field.fk_field: str(gone.pk)})
        rows.update(**{field.fk_field: kept.pk})


def _fold(row: Model, twin: Model) -> None:
    """Two rows that say the same of one record: what hangs on the one hangs on the other."""
    folding.send(sender=type(row), kept=twin, gone=row)
    move(twin, row)
    type(row)._base_manager.filter(pk=row.pk).delete()


def _twin(row: Model, field: Field, kept: Model) -> Model | None:
    """The row that stands in the way of moving this one, by any rule of uniqueness."""
    model = type(row)
    for names, condition in _rules(model, field):
        values = {name: getattr(row, model._meta.get_field(name).attname) for name in names}
        values[field.name] = kept.pk
        if any(value is None for value in values.values()):
            continue
        if condition and not model._base_manager.filter(condition, pk=row.pk).exists():
            continue
        in_the_way = model._base_manager.filter(condition or Q(), **values).exclude(pk=row.pk)
        if found := in_the_way.first():
            return found
    return None


def _rules(model: type[Model], field: Field) -> Iterator[tuple[tuple[str, ...], Q | None]]:
    """(field names, condition) of every uniqueness that this field takes part in."""
    if field.unique:
        yield (field.name,), None
    for names in model._meta.unique_together:
        if field.name in names:
            yield tuple(names), None
    for rule in model._meta.constraints:
        names = getattr(rule, "fields", ())
        if field.name in names:
            yield tuple(names), rule.condition
