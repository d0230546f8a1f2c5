"""Which memoranda end soon, and when the coordinator hears of it: a choice by date that a job carries out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from charter.workdays import holidays
from mail.rules.book import active_rules, skipped, subject_of
from mail.rules.clock import days_between, latest, quiet
from mail.rules.kinds import Planned, RuleKind, Span
from mail.rules.models import Rule
from members.enums import DocumentKind, OrganizationStatus
from members.models import Document, Person
from members.standing_in import coordinators

CODE = "mou_ends"
LABEL = _("A memorandum ends")
AT_THE_TABLE = [OrganizationStatus.ACTIVE, OrganizationStatus.ON_LEAVE]


@dataclass(frozen=True)
class Ending:
    """One memorandum that ends, and the calendar date on which its reminder fell."""

    paper: Document
    day: date


def standing() -> list[Document]:
    """The newest memorandum of each organization at the table, where it has an end; a renewed one ends no more."""
    papers = Document.objects.filter(kind=DocumentKind.MOU, organization__status__in=AT_THE_TABLE)
    newest: dict[int, Document] = {}
    for paper in papers.select_related("organization").order_by("-signed_on", "-pk"):
        newest.setdefault(paper.organization_id, paper)
    return [paper for paper in newest.values() if paper.expires_on]


def told() -> list[Person]:
    return list(coordinators())


def due(now: datetime, zone: str) -> list[Ending]:
    """The last reminder that has come due for each memorandum; nothing for one that has ended already."""
    local, off, skips = now.astimezone(ZoneInfo(zone)), holidays(), skipped()
    rules, found = active_rules()[CODE], []
    for paper in standing():
        chosen = latest(rules, paper.expires_on, local, off, known=paper.at.astimezone(local.tzinfo).date())
        if chosen is None or quiet(chosen[0], local) or paper.expires_on < local.date():
            continue
        if (chosen[0].code, subject_of(paper), chosen[1]) not in skips:
            found.append(Ending(paper, chosen[1]))
    return found


def _plan(rules: list[Rule], span: Span) -> Iterable[Planned]:
    people, skips = told(), skipped()
    for paper in standing():
        for rule in rules:
            for day in days_between(rule, paper.expires_on, span.first, span.last, span.off):
                yield _planned(paper, rule, day, people, skips)


def _planned(paper: Document, rule: Rule, day: date, people: list[Person], skips) -> Planned:
    subject = subject_of(paper)
    return Planned(
        day=day,
        at=rule.at,
        rule=rule,
        label=LABEL,
        about=paper.organization.name,
        subject=subject,
        people=people,
        path=f"/organizations/{paper.organization_id}/",
        skipped=(rule.code, subject, day) in skips,
    )


def rule_kinds() -> Iterator[RuleKind]:
    """What the rules' pages show of papers: 90 and 30 days before the end, to the coordinator."""
    yield RuleKind(
        code=CODE,
        label=LABEL,
        anchor=_("the day on which it ends"),
        audiences=(("coordinators", _("The coordinator")),),
        defaults=({"offset": -90, "catch_up_days": 30}, {"offset": -30, "catch_up_days": 29}),
        plan=_plan,
    )
