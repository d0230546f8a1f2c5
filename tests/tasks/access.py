"""What each role gets of tasks' pages."""

from django.core.files.base import ContentFile

from mail.links import sign
from tasks.models import Task, TaskDocument

PRESS = (302, 405, 405, 405)
READ = (302, 200, 200, 200)
EXPECTED = {
    "mine/": READ,
    "tasks/": (302, 403, 403, 200),
    "tasks/new/": (302, 403, 302, 200),
    "tasks/import/": (302, 403, 403, 200),
    "tasks/<int:pk>/": READ,
    "tasks/<int:pk>/edit/": (302, 403, 200, 200),
    **{
        f"tasks/<int:pk>/{act}/": PRESS
        for act in (
            "status", "assign", "move", "keep-date", "propose", "nudge", "help", "offer", "helpers",
            "comment", "steps", "snooze",
        )
    },
    "tasks/<int:pk>/documents/new/": (302, 403, 200, 200),
    "tasks/<int:pk>/documents/<int:document>/": READ,
    "tasks/<int:pk>/documents/<int:document>/remove/": PRESS,
    "workgroups/<slug:slug>/tasks/": READ,
    "workgroups/<slug:slug>/tasks/new/": (302, 403, 200, 200),
    "workgroups/<slug:slug>/tasks/bulk/": PRESS,
    "workgroups/<slug:slug>/tasks/filters/": PRESS,
    "workgroups/<slug:slug>/tasks.json": (200, 200, 200, 200),
    "workgroups/<slug:slug>/tasks.atom": (200, 200, 200, 200),
    "workgroups/<slug:slug>/embed/": (200, 200, 200, 200),
    "workgroups/<slug:slug>/plan/": READ,
    "workgroups/<slug:slug>/plan/carry-over/": PRESS,
    "t/<str:token>/": (200, 200, 200, 200),
    "t/<str:token>/documents/<int:pk>/": (200, 200, 200, 200),
}  # fmt: skip


def build(cast):
    cast["task"] = Task.objects.create(
        workgroup=cast["legislative"], title="T", assignee=cast["fay"], public=True
    )
    cast["task_document"] = TaskDocument.objects.create(
        task=cast["task"], title="Draft", file=ContentFile(b"text", name="x.txt"), by=cast["fay"]
    )


def address(route, cast):
    filled = route.replace("<slug:slug>", cast["legislative"].slug)
    filled = filled.replace("<int:document>", str(cast["task_document"].pk))
    filled = filled.replace("documents/<int:pk>", f"documents/{cast['task_document'].pk}")
    filled = filled.replace("<int:pk>", str(cast["task"].pk))
    return "/" + filled.replace("<str:token>", sign("task", cast["task"].pk, cast["fay"].pk))
