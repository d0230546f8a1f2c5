"""What the library gained in the period."""

from django.db.models import Count

from charter.models import Charter
from library.enums import Kind
from library.models import Resource, Validation
from reports.enums import Question
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
        title="Resources in the library",
        columns=["Kind", "Validated", "Due for review"],
        rows=[[label, str(checked.get(kind, 0)), str(past.get(kind, 0))] for kind, label in Kind.choices],
        links=[f"/library/?kind={kind}" for kind in Kind.values],
    )
