"""The rows that a number of a report counts, as they are now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charter.models import Charter
from members.visibility import Viewer
from reports.periods import Period
from workgroups.models import Workgroup


@dataclass(frozen=True)
class Asked:
    """A number of a figure: in the row `row`, or in all of them where it is "", and in column `column`.

    `exact` as in `figures`: protected seats and people's answers are listed to the coordinator alone.
    """

    period: Period
    viewer: Viewer
    row: str
    column: int
    exact: bool = False
    workgroup: Workgroup | None = None

    @property
    def charter(self) -> Charter:
        return Charter.load()


@dataclass(frozen=True)
class Behind:
    """`rows` are cells with the address of what they are about; `folded` more are kept as a number alone."""

    title: str
    of: list[str]
    columns: list[str]
    rows: list[tuple[list[str], str]]
    folded: int = 0

    @property
    def count(self) -> int:
        return len(self.rows) + self.folded


class NotTold(Exception):
    """There is no such number, or what it counts is not told to this reader."""


def seats(title: str, of: list[str], organizations: Iterable) -> Behind:
    """Organizations by name."""
    rows = [([seat.name], f"/organizations/{seat.pk}/") for seat in organizations]
    return Behind(title, of, [_("Organization")], rows)
