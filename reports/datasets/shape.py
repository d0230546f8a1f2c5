"""What a set of data is: which rows a person may read, and how a row looks to her."""

from collections.abc import Callable
from dataclasses import dataclass

from ninja import Schema

from members.models import Person
from members.visibility import Viewer
from reports.enums import Scope


@dataclass(frozen=True)
class Dataset:
    """`rows(viewer)` is a queryset of what she may read, `row(object, viewer)` what she reads of each.

    `person(object)` is whom a row is about, where what is read of her follows her own consents.
    """

    name: str
    label: str
    scope: Scope
    schema: type[Schema]
    rows: Callable
    row: Callable
    coordinator_only: bool = False
    person: Callable | None = None

    @property
    def columns(self) -> list[str]:
        return list(self.schema.model_fields)

    def may_read(self, person: Person) -> bool:
        return person.is_coordinator or not self.coordinator_only

    def page(self, viewer: Viewer, first: int = 0, most: int | None = None) -> list[Schema]:
        """The rows from `first` on, `most` at most, as she reads them."""
        found = list(self.rows(viewer)[first : None if most is None else first + most])
        if self.person:
            viewer.prepare(self.person(one) for one in found)
        return [self.row(one, viewer) for one in found]
