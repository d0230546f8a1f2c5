"""Everything of one person, from any signed link of hers: to read and to answer, without signing in."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from mail.links import read, sign
from meetings.links import rsvp_path
from meetings.models import Meeting
from meetings.views.answering import shown_name
from members.models import Person
from tasks.models import Task

SESSION = timedelta(hours=2)


@require_safe
def own(request, token: str):
    """Her coming meetings and open tasks, each by its own signed link; the address lives two hours."""
    ids = read("own", token, max_age=SESSION)
    if ids is None:
        raise Http404
    person = get_object_or_404(Person, pk=ids[0], is_active=True)
    coming = Meeting.objects.upcoming().order_by("starts_at")
    invitations = person.invitations.filter(meeting__in=coming).select_related("meeting__venue")
    tasks = Task.objects.open().of(person).order_by("due", "pk")
    context = {
        "invitations": [
            (invitation, rsvp_path(invitation)) for invitation in invitations.order_by("meeting__starts_at")
        ],
        "tasks": [(task, f"/t/{sign('task', task.pk, person.pk)}/") for task in tasks],
        "neutral": person.neutral,
        "name": shown_name(person),
    }
    return render(request, "consortium/own.html", context)
