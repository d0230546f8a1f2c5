"""What each role gets of tasks' pages."""

from mail.links import sign
from tasks.models import Task

EXPECTED = {"t/<str:token>/": (200, 200, 200, 200)}


def build(cast):
    cast["task"] = Task.objects.create(
        workgroup=cast["legislative"], title="T", assignee=cast["fay"], public=True
    )


def address(route, cast):
    return f"/t/{sign('task', cast['task'].pk, cast['fay'].pk)}/"
