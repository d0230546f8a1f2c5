"""What a chair made public, as everyone may read it: on the tab, in a frame, as JSON and as a feed alike."""

from members.left_out import for_everyone
from tasks.models import Task

SHOWN = 200


def public_tasks(workgroup, *, order=("due", "pk"), most: int = SHOWN) -> list[Task]:
    """The tasks in words that name nobody who must not be named in public; to be shown, never saved."""
    tasks = list(Task.objects.filter(workgroup=workgroup, public=True).with_people().order_by(*order)[:most])
    leave_out = for_everyone()
    for task in tasks:
        task.title, task.deliverable = leave_out(task.title), leave_out(task.deliverable)
        if task.objective:
            task.objective.title = leave_out(task.objective.title)
    return tasks
