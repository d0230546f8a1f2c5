"""What a chair made public, as everyone may read it: on the tab, in a frame, as JSON and as a feed alike."""

from django.db.models import F

from members.left_out import for_everyone
from tasks.models import Task

SHOWN = 200
OPEN_FIRST = (F("closed_at").desc(nulls_first=True), F("due").asc(nulls_last=True), "pk")


def public_tasks(workgroup, *, order=OPEN_FIRST, most: int = SHOWN) -> list[Task]:
    """The tasks in words that name nobody who must not be named in public; to be shown, never saved.

    What is open comes first, by its date; then what was closed last.
    """
    public = Task.objects.filter(workgroup=workgroup, public=True).with_people()
    tasks = list(public.order_by(*order)[:most])
    leave_out = for_everyone()
    for task in tasks:
        task.title, task.deliverable = leave_out(task.title), leave_out(task.deliverable)
        if task.objective:
            task.objective.title = leave_out(task.objective.title)
    return tasks
