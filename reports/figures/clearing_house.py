"""What the library gained in the period."""

from django.db.models import Count
from django.utils.translation import gettext as _

from charter.models import Charter
from library.enums import Kind, State
from library.models import Resource, Validation
from reports.enums import Question
from reports.figures.behind import Asked, Behind, NotTold
from reports.figures.shapes import Figure
from reports.periods import Period


def resources(period: Period, charter: Charter) -> Figure:
    """By kind: checks made in the period, and what is past its shelf life at the end of it."""
    start, end = period.moments(charter.time_zone)
    checked = dict(
        Validation.objects.filter(at__gte=start, at__lt=end)
        .values_list("resource__kind")
        .annotate(Count("resource", distinct=True))
        .order_by()
    )
    past = dict(
        Resource.objects.due_for_review(period.last).values_list("kind").annotate(Count("pk")).order_by()
    )
    return Figure(
        key="resources",
        question=Question.PROGRESS,
        title=_("Resources in the library"),
        columns=[_("Kind"), _("Validated"), _("Due for review")],
        rows=[[label, str(checked.get(kind, 0)), str(past.get(kind, 0))] for kind, label in Kind.choices],
        links=[f"/library/?kind={kind}" for kind in Kind.values],
        keys=list(Kind.values),
        counted=[1, 2],
    )


def behind_resources(asked: Asked) -> Behind:
    """The resources of a kind that were checked in the period, or are due; what is not published has no title here."""
    if asked.row not in Kind.values or asked.column not in (1, 2):
        raise NotTold
    start, end = asked.period.moments(asked.charter.time_zone)
    if asked.column == 1:
        checked = Validation.objects.filter(at__gte=start, at__lt=end).values("resource")
        found = Resource.objects.filter(pk__in=checked)
    else:
        found = Resource.objects.due_for_review(asked.period.last)
    rows = [_row(resource, asked.exact) for resource in found.filter(kind=asked.row).order_by("title", "pk")]
    of = [Kind(asked.row).label, _("Validated") if asked.column == 1 else _("Due for review")]
    return Behind(_("Resources in the library"), of, [_("Resource"), _("Review by")], rows)


def _row(resource: Resource, exact: bool) -> tuple[list[str], str]:
    until = resource.next_review.isoformat() if resource.next_review else ""
    if exact or resource.state == State.PUBLISHED:
        return [resource.title, until], f"/library/{resource.pk}/"
    return [_("Not in the library any more"), ""], ""
