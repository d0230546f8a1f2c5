"""What can be found, shelf by shelf: each asks its own app what this viewer may see, and never anything else."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, FloatField, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.full_text import alike, having, in_title, match
from consortium.search.hits import (
    Hit,
    entry_hits,
    is_public,
    meeting_hits,
    organization_hits,
    page_hits,
    resource_hits,
    task_hits,
)
from library.models import Page, Resource
from library.querysets import FIELDS
from meetings import minutes_search
from meetings.models import EntryKind, ItemAudience, Meeting
from meetings.policy import Reader
from tasks.models import Task

DECIDED = [EntryKind.DECISION, EntryKind.MOTION]
IN_FEW = Value(0.7, output_field=FloatField())


@dataclass(frozen=True)
class Shelf:
    """`readable` gives the rows that a viewer may find; `fields` where their words stand, by weight.

    `hits` makes of rows what is shown of them. Where `sifts` says so of a viewer, it leaves some out, and how
    much was found is known from reading alone. `facets` says by what they can be narrowed, and where that
    stands. The titles of a `titled` shelf have an index of their own; a `small` one is read without any.
    """

    name: str
    label: str
    readable: Callable[[object], QuerySet]
    fields: dict[str, list[str]]
    hits: Callable[[list, object, list[str]], list[Hit]]
    sifts: Callable[[object], bool] = lambda viewer: False
    public_fields: dict[str, list[str]] | None = None
    titled: bool = False
    small: bool = False
    facets: dict[str, str] = field(default_factory=dict)

    def narrowed(self, rows: QuerySet, chosen: dict[str, str]) -> QuerySet:
        """What has every chosen value; nothing where this shelf cannot be narrowed by it."""
        if set(chosen) - set(self.facets):
            return rows.none()
        return rows.filter(**{self.facets[name]: value for name, value in chosen.items()})

    def having(self, rows: QuerySet, viewer, words: list[str]) -> QuerySet:
        """The rows that have the words where this viewer may look for them."""
        only = self._only(viewer)
        if self.small:
            return _in_few(rows, words, only or self.fields)
        return having(rows, words, self.fields, only=only)

    def places(self, rows: QuerySet, viewer, words: list[str], most: int) -> dict[int, tuple]:
        """The keys of what has the words, the best first, with what orders them among those of other shelves.

        Only keys: rows are wide, and a common word is in thousands. What is past its shelf life comes last.
        """
        if self.titled:
            titles = in_title(rows, words)
            found = _places(titles.filter(past=0) if _ages(titles) else titles, most)
            if len(found) == most:
                return found
        if self.small:
            return _places(self.having(rows, viewer, words).annotate(rank=IN_FEW), most)
        return _places(match(rows, words, self.fields, only=self._only(viewer)), most)

    def titles_alike(self, rows: QuerySet, viewer, words: list[str], most: int) -> list[str]:
        """Some titles, as this viewer reads them, with words like those that were looked for."""
        title = self.fields["A"][0]
        found = alike(rows.order_by(), words, title, indexed=not self.small)
        if self.sifts(viewer):
            return [hit.title for hit in self.hits(list(found[:most]), viewer, [])]
        return list(found.values_list(title, flat=True)[:most])

    def _only(self, viewer) -> dict[str, list[str]] | None:
        return self.public_fields if is_public(viewer) else None


def _ages(rows: QuerySet) -> bool:
    return "past" in rows.query.annotations


def _places(found: QuerySet, most: int) -> dict[int, tuple]:
    past = ["past"] if _ages(found) else []
    ordered = found.order_by(*past, F("rank").desc(), "-pk")
    rows = ordered.values_list("pk", "rank", *past)[:most]
    return {pk: (sum(aged), -rank) for pk, rank, *aged in rows}


def _in_few(rows: QuerySet, words: list[str], fields: dict[str, list[str]]) -> QuerySet:
    """Tables of some hundred rows are read without an index, across joins too."""
    rows = rows if words else rows.none()
    for word in words:
        anywhere = Q()
        for name in [name for group in fields.values() for name in group]:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    return rows.distinct()


def _resources(viewer):
    return Resource.objects.published().fresh_first(timezone.localdate())


def _entries(viewer):
    return minutes_search.readable_entries(Reader(viewer.person))


def _reads_copies(viewer) -> bool:
    """Whether some minutes are read in a copy that leaves words out."""
    return is_public(viewer) or not viewer.person.is_coordinator


def _meetings(viewer):
    """With the items of the agenda that this viewer may read, as `read`."""
    if viewer.person is None:
        return Meeting.objects.announced()
    hidden = [] if viewer.person.is_coordinator else [ItemAudience.COORDINATOR]
    read = FilteredRelation("agenda_items", condition=~Q(agenda_items__audience__in=hidden))
    return Meeting.objects.visible_to(viewer.person).annotate(read=read)


SHELVES = [
    Shelf(
        "resources",
        _("Library"),
        _resources,
        FIELDS,
        resource_hits,
        titled=True,
        facets={
            "kind": "kind",
            "reader": "written_for__reader",
            "topic": "topics__name",
            "workgroup": "workgroup__name",
            "county": "counties__name",
            "year": "validated_at__year",
        },
    ),
    Shelf(
        "decisions",
        _("Decisions"),
        lambda viewer: _entries(viewer).filter(kind__in=DECIDED),
        minutes_search.FIELDS,
        entry_hits,
        sifts=_reads_copies,
        facets={"year": "minutes__meeting__starts_at__year"},
    ),
    Shelf(
        "minutes",
        _("Minutes"),
        lambda viewer: _entries(viewer).exclude(kind__in=DECIDED),
        minutes_search.FIELDS,
        entry_hits,
        sifts=_reads_copies,
        titled=True,
        facets={"year": "minutes__meeting__starts_at__year"},
    ),
    Shelf(
        "tasks",
        _("Tasks"),
        lambda viewer: Task.objects.visible_to(viewer.person).select_related("workgroup"),
        {"A": ["title", "origin"], "C": ["description"]},
        task_hits,
        sifts=is_public,
        public_fields={"A": ["title", "origin"]},
        facets={"workgroup": "workgroup__name", "year": "due__year"},
    ),
    Shelf(
        "meetings",
        _("Meetings"),
        _meetings,
        {"A": ["title"], "C": ["read__title"]},
        meeting_hits,
        public_fields={"A": ["title"]},
        small=True,
        facets={"workgroup": "workgroup__name", "year": "starts_at__year"},
    ),
    Shelf(
        "organizations",
        _("Organizations"),
        lambda viewer: viewer.organizations().select_related("sector"),
        {"A": ["name"]},
        organization_hits,
    ),
    Shelf(
        "pages",
        _("About us"),
        lambda viewer: Page.objects.public(),
        {"A": ["published__title"], "C": ["published__summary", "published__text"]},
        page_hits,
        small=True,
    ),
]
