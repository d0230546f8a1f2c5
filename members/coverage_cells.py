"""The cells of the coverage tables as HTML: many hundreds, of which most are alike, so each kind is written once."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from members.coverage import Coverage, Place
from members.models import Sector


class CoverageCells:
    """Asked for one row after the other; knows the cells that it has written."""

    def __init__(self, coverage: Coverage):
        self._coverage, self._known = coverage, {}

    def of(self, place: Place) -> SafeString:
        """The cells of one place, sector by sector."""
        return mark_safe(
            "".join(self._cell(sector, place.count(sector)) for sector in self._coverage.sectors)
        )

    def _cell(self, sector: Sector, count: int) -> SafeString:
        key = sector.pk, count
        if key not in self._known:
            missing = mark_safe("" if count else ' class="missing"')
            words = self._coverage.words(count)
            self._known[key] = format_html('<td data-label="{}"{}>{}</td>', sector.name, missing, words)
        return self._known[key]
