"""Sending what reminders chose."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mail.actions import post
from tasks import letters
from tasks.actions.telling import button
from tasks.links import path_for
from tasks.models import Reminded
from tasks.reminders import Also


@transaction.atomic
def send_digest(person, *, reminders, day) -> None:
    """One mail to one person for one day; what it says is remembered with it, so nothing is said twice."""
    also = [one for one in reminders if isinstance(one, Also)]
    of_tasks = [one for one in reminders if not isinstance(one, Also)]
    first = next((r.task for r in of_tasks if r.task.assignee_id == person.pk), None)
    if first is not None:
        path = path_for(person, first)
    elif of_tasks:
        group = of_tasks[0].task.workgroup
        path = f"/workgroups/{group.slug}/chair/" if group else "/tasks/"
    else:
        path = also[0].path
    message = post(
        kind="task_digest",
        person=person,
        about=person,
        reference=f"day:{day:%Y-%m-%d}",
        path=path,
        label=button(len(reminders), hers=True) if first else _("Open"),
        **letters.digest_letter(person, of_tasks, also),
    )
    if message is not None:
        Reminded.objects.bulk_create(
            Reminded(task=r.task, person=person, reason=r.reason, reference=r.reference, day=r.day)
            for r in of_tasks
        )
        for one in also:
            one.remember()
