"""A resource as plain values: for its history, the inventory and machines."""

from django.utils.translation import gettext_lazy as _

from library.models import Resource

FIELDS = ["title", "kind", "language", "source", "author", "dated", "link", "summary"]
MANY = {"readers": _("For"), "topics": _("Topics"), "counties": _("Counties"), "tribes": _("Tribes")}


def plain(resource: Resource) -> dict:
    """The record; a list where there may be several. Four queries unless they were prefetched."""
    return {
        **{name: str(getattr(resource, name)) for name in FIELDS},
        "readers": resource.readers,
        "topics": resource.topic_names,
        "counties": sorted(county.name for county in resource.counties.all()),
        "tribes": sorted(tribe.short_name for tribe in resource.tribes.all()),
        "file": resource.file.name or "",
    }


def as_text(record: dict) -> dict[str, str]:
    """The same in one cell each."""
    return {name: "; ".join(value) if isinstance(value, list) else value for name, value in record.items()}


def labels() -> dict[str, str]:
    """What people call each of these values."""
    alone = [*FIELDS, "file"]
    named = {name: str(Resource._meta.get_field(name).verbose_name).capitalize() for name in alone}
    return named | {name: str(label) for name, label in MANY.items()}
