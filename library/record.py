"""A resource as plain values: for its history, the inventory and machines."""

from library.models import Resource

FIELDS = ["title", "kind", "reader", "topic", "language", "source", "author", "dated", "link", "summary"]
PLACES = {"counties": "name", "tribes": "short_name"}


def values(resource: Resource) -> dict[str, str]:
    """The record as text, places in order; two queries unless they were prefetched."""
    found = {name: str(getattr(resource, name)) for name in FIELDS}
    for name, shown in PLACES.items():
        found[name] = "; ".join(sorted(getattr(place, shown) for place in getattr(resource, name).all()))
    found["file"] = resource.file.name or ""
    return found


def labels() -> dict[str, str]:
    """What people call each of these values."""
    names = [*FIELDS, *PLACES, "file"]
    return {name: str(Resource._meta.get_field(name).verbose_name).capitalize() for name in names}
