"""A report as one document, whichever way it leaves: the words, the figures under their questions, and its date."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from charter.models import Charter
from reports.enums import Question
from reports.figures import figures, workgroup_figures
from reports.figures.shapes import Figure, by_question, from_json
from reports.models import Report
from reports.periods import Period
from workgroups.models import Workgroup

INTRODUCTION = "introduction"


@dataclass(frozen=True)
class Part:
    """One question: the coordinator's words on it, and its figures."""

    question: Question
    words: str
    figures: list[Figure]


@dataclass(frozen=True)
class Count:
    """One number of the headline, and what it counts: the rows of the figure `anchor`, or those listed at `rows`."""

    number: int
    words: str
    anchor: str = ""
    rows: str = ""


@dataclass(frozen=True)
class Document:
    """What is printed. `filed_at` is None while the figures are those of this moment."""

    title: str
    introduction: str
    parts: list[Part]
    filed_at: datetime | None
    period: Period

    @property
    def headline(self) -> list["Count"]:
        """The handful of numbers to read first."""
        tables = {figure.key: figure for part in self.parts for figure in part.figures}
        found = []
        if tasks := tables.get("tasks_by_workgroup"):
            for column, words in ((1, _("tasks done")), (2, _("tasks late")), (4, _("tasks open"))):
                number = sum(int(row[column]) for row in tasks.rows)
                found.append(Count(number, words, rows=f"{tasks.key}/?column={column}"))
        counted = (
            ("meetings", _("meetings held")),
            ("decisions", "decisions"),
            ("unserved_counties", _("counties unserved")),
        )
        return found + [
            Count(len(tables[key].rows), words, anchor=key) for key, words in counted if key in tables
        ]

    @property
    def name(self) -> str:
        """For a file, without an ending."""
        return f"report-{self.period.slug.lower()}"


def workgroup_document(period: Period, workgroup: Workgroup) -> Document:
    """One workgroup's own figures as they are now, for its chair."""
    parts = [Part(q, "", of_it) for q, of_it in by_question(workgroup_figures(period, workgroup)) if of_it]
    return Document(f"{workgroup.name}: {period.label}", "", parts, None, period)


def document(period: Period, report: Report | None, *, exact: bool = False) -> Document:
    """A filed report as it was filed, else the figures as they are now."""
    filed = report is not None and report.filed_at is not None
    found = (
        [from_json(kept) for kept in report.figures] if filed and not exact else figures(period, exact=exact)
    )
    words = report.words if report else {}
    return Document(
        title=f"{Charter.load().name}: {period.label}",
        introduction=words.get(INTRODUCTION, ""),
        parts=[Part(q, words.get(q, ""), of_it) for q, of_it in by_question(found)],
        filed_at=report.filed_at if filed else None,
        period=period,
    )
