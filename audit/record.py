"""The one way history is written and read."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from audit.models import Entry


def record(verb: str, about, *, by, **data) -> Entry:
    """Write down that `by` (a person, or None for the system) did `verb` to `about`.

    `data` holds plain values: ids, dates, old and new states; never free text, names or addresses.
    """
    return Entry.objects.create(
        verb=verb,
        by=by,
        content_type=ContentType.objects.get_for_model(about) if about is not None else None,
        object_id=str(about.pk) if about is not None else "",
        data=data,
    )


def record_each(verb: str, model, ids, *, by) -> None:
    """The same act on several objects of one model, one entry each, with one query."""
    kind = ContentType.objects.get_for_model(model)
    Entry.objects.bulk_create(
        Entry(verb=verb, by=by, content_type=kind, object_id=str(pk)) for pk in sorted(ids)
    )


def history(about):
    """Everything that was done to `about`, newest first."""
    return Entry.objects.filter(
        content_type=ContentType.objects.get_for_model(about), object_id=str(about.pk)
    ).select_related("by")


def history_of(model, keys):
    """Everything that was done to the objects of a model with these primary keys, newest first."""
    kind = ContentType.objects.get_for_model(model)
    return Entry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys]).select_related(
        "by"
    )


def touched_since(entry: Entry, model) -> set[str]:
    """The primary keys, as text, of objects of a model to which something was done later; neither reading nor a
    sign-in that was refused is anything."""
    kind = ContentType.objects.get_for_model(model)
    later = Entry.objects.filter(pk__gt=entry.pk, content_type=kind).exclude(
        Q(verb__endswith="_read") | Q(verb="sign_in.refused")
    )
    return set(later.order_by().values_list("object_id", flat=True))
