"""What can be found, shelf by shelf: each asks its own app what this viewer may see, and never anything else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, FilteredRelation, FloatField, Q, QuerySet, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from charter.full_text import corrected, match, near
from library.models import Page, Resource
from library.querysets import FIELDS
from meetings import minutes_search
from meetings.models import EntryKind, ItemAudience, Meeting
from meetings.policy import Reader
from members.left_out import Redactor
from tasks.models import Task

DECIDED = [EntryKind.DECISION, EntryKind.MOTION]


@dataclass(frozen=True)
class Hit:
    """One thing found, as the page shows it."""

    title: str
    path: str
    text: str = ""
    label: str = ""
    when: date | datetime | None = None
    expired: bool = False
    rank: float = 0
    workgroup: str = ""


@dataclass(frozen=True)
class Shelf:
    """`readable` gives the rows that a viewer may find; `fields` where their words stand, by weight.

    `facets` says by what they can be narrowed, and where that stands.
    """

    name: str
    label: str
    readable: Callable[[object], QuerySet]
    fields: dict[str, list[str]]
    hit: Callable[[object, object, float], Hit] | None = None
    public_fields: dict[str, list[str]] | None = None
    small: bool = False
    facets: dict[str, str] = field(default_factory=dict)
    hits: Callable[[list, object, list[str]], list[Hit]] | None = None

    def narrowed(self, viewer, chosen: dict[str, str]) -> QuerySet:
        """What has every chosen value; nothing where this shelf cannot be narrowed by it."""
        rows = self.readable(viewer)
        if set(chosen) - set(self.facets):
            return rows.none()
        return rows.filter(**{self.facets[name]: value for name, value in chosen.items()})

    def find(self, viewer, words: list[str], *, nearly: bool = False, most: int) -> list[Hit]:
        """The best first; with `nearly`, words that are like those looked for."""
        return self.read(self.ranked(viewer, words, nearly=nearly, most=most), viewer, words)

    def ranked(
        self, viewer, words: list[str], *, nearly: bool, most: int, chosen: dict[str, str] | None = None
    ) -> dict[int, float]:
        """The keys of what has the words, the best first: rows are wide, and a common word is in thousands.

        On a shelf with `hits` some of them may not be shown.
        """
        rows = self.narrowed(viewer, chosen or {})
        order = ["past"] if "past" in rows.query.annotations else []
        found = self.matching(rows, viewer, words, nearly).order_by(*order, F("rank").desc(), "pk")
        return dict(found.values_list("pk", "rank")[:most])

    def read(self, ranks: dict[int, float], viewer, words: list[str]) -> list[Hit]:
        """What is shown of them: row by row, unless that is asked for all together (`hits`)."""
        if not ranks:
            return []
        by_key = self.readable(viewer).order_by().in_bulk(ranks)
        ranked = [(by_key[pk], rank) for pk, rank in ranks.items() if pk in by_key]
        if self.hits:
            return self.hits(ranked, viewer, words)
        return [self.hit(row, viewer, rank) for row, rank in ranked]

    def matching(self, rows: QuerySet, viewer, words: list[str], nearly: bool) -> QuerySet:
        """The rows that have the words where this viewer may look for them, annotated with `rank`."""
        only = self.public_fields if viewer.person is None else None
        title = self.fields["A"][0]
        if self.small:
            return _in_few(rows, corrected(rows, words, title) if nearly else words, only or self.fields)
        return near(rows, words, title) if nearly else match(rows, words, self.fields, only=only)


def _in_few(rows: QuerySet, words: list[str], fields: dict[str, list[str]]) -> QuerySet:
    """Tables of some hundred rows are read without an index, across joins too."""
    rows = rows if words else rows.none()
    for word in words:
        anywhere = Q()
        for name in [name for group in fields.values() for name in group]:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    return rows.annotate(rank=Value(0.7, output_field=FloatField())).distinct()


def _resources(viewer):
    return Resource.objects.published().fresh_first(timezone.localdate())


def _resource(row, viewer, rank: float) -> Hit:
    return Hit(
        row.title,
        f"/library/{row.pk}/",
        row.summary,
        row.get_kind_display(),
        row.validated_at,
        row.is_expired(timezone.localdate()),
        rank,
    )


def _entries(viewer):
    return minutes_search.readable_entries(Reader(viewer.person))


def _entry_hits(ranked, viewer, words: list[str]) -> list[Hit]:
    """In the words of the viewer's copy: the public reads, and finds, nothing that was left out of hers."""
    ranks = {row.pk: rank for row, rank in ranked}
    rows = [row for row, _ in ranked]
    read = minutes_search.as_read(rows, Reader(viewer.person), words, left_out=lambda: viewer.left_out)
    return [_entry(hit, ranks[hit.entry.pk]) for hit in read]


def _entry(hit, rank: float) -> Hit:
    meeting = hit.entry.minutes.meeting
    return Hit(
        _("%(heading)s: minutes of %(day)s")
        % {"heading": hit.heading, "day": date_format(timezone.localtime(meeting.starts_at), "F j, Y")},
        f"/meetings/{meeting.slug}/minutes/#entry-{hit.entry.pk}",
        hit.words,
        hit.label,
        meeting.starts_at,
        rank=rank,
    )


def _meetings(viewer):
    """With the items of the agenda that this viewer may read, as `read`."""
    if viewer.person is None:
        return Meeting.objects.announced()
    hidden = [] if viewer.person.is_coordinator else [ItemAudience.COORDINATOR]
    read = FilteredRelation("agenda_items", condition=~Q(agenda_items__audience__in=hidden))
    return Meeting.objects.visible_to(viewer.person).annotate(read=read)


def _meeting(row, viewer, rank: float) -> Hit:
    path = "/notice/" if viewer.person is None else f"/meetings/{row.slug}/"
    return Hit(row.title, path, "", row.get_state_display(), row.starts_at, rank=rank)


def _task_hits(ranked, viewer, words: list[str]) -> list[Hit]:
    """The public finds no task whose title names someone who is always left out of what she reads."""
    if viewer.person is None:
        leave_out = Redactor(viewer.left_out)
        ranked = [(row, rank) for row, rank in ranked if leave_out(row.title) == row.title]
    return [_task(row, viewer, rank) for row, rank in ranked]


def _task(row, viewer, rank: float) -> Hit:
    open_to_all = f"/workgroups/{row.workgroup.slug}/#task-{row.pk}" if row.workgroup else ""
    path = open_to_all if viewer.person is None else f"/tasks/{row.pk}/"
    text = "" if viewer.person is None else row.description
    group = str(row.workgroup or "")
    status = f"{group}: {row.get_status_display().lower()}"
    return Hit(row.title, path, text, status, row.due, rank=rank, workgroup=group)


def _organization(row, viewer, rank: float) -> Hit:
    path = "/members/" if viewer.person is None else f"/organizations/{row.pk}/"
    return Hit(row.name, path, "", str(viewer.sector(row) or ""), rank=rank)


def _page(row, viewer, rank: float) -> Hit:
    shown = row.published
    return Hit(shown.title, row.get_absolute_url(), f"{shown.summary} {shown.text}", "", shown.at, rank=rank)


SHELVES = [
    Shelf(
        "resources",
        _("Library"),
        _resources,
        FIELDS,
        _resource,
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
        hits=_entry_hits,
        facets={"year": "minutes__meeting__starts_at__year"},
    ),
    Shelf(
        "minutes",
        _("Minutes"),
        lambda viewer: _entries(viewer).exclude(kind__in=DECIDED),
        minutes_search.FIELDS,
        hits=_entry_hits,
        facets={"year": "minutes__meeting__starts_at__year"},
    ),
    Shelf(
        "tasks",
        _("Tasks"),
        lambda viewer: Task.objects.visible_to(viewer.person).select_related("workgroup"),
        {"A": ["title", "origin"], "C": ["description"]},
        hits=_task_hits,
        public_fields={"A": ["title", "origin"]},
        facets={"workgroup": "workgroup__name", "year": "due__year"},
    ),
    Shelf(
        "meetings",
        _("Meetings"),
        _meetings,
        {"A": ["title"], "C": ["read__title"]},
        _meeting,
        public_fields={"A": ["title"]},
        small=True,
        facets={"workgroup": "workgroup__name", "year": "starts_at__year"},
    ),
    Shelf(
        "organizations",
        _("Organizations"),
        lambda viewer: viewer.organizations().select_related("sector"),
        {"A": ["name"]},
        _organization,
    ),
    Shelf(
        "pages",
        _("About us"),
        lambda viewer: Page.objects.public(),
        {"A": ["published__title"], "C": ["published__summary", "published__text"]},
        _page,
        small=True,
    ),
]
