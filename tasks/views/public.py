"""What a chair made public, for other websites: JSON, a feed, and a page to embed."""

from csp.decorators import csp_replace
from django.contrib.syndication.views import Feed
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from members.enums import Audience
from members.left_out import for_everyone
from members.visibility import Viewer
from tasks.public_list import public_tasks
from tasks.templatetags.task_words import owner_of
from workgroups.models import Workgroup


def as_json(request, slug: str):
    """The public list as JSON, the same for whoever asks."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    viewer = Viewer(Audience.PUBLIC)
    rows = [
        {
            "title": task.title,
            "goal": task.objective.title if task.objective else "",
            "who": owner_of(task, viewer),
            "due": task.due.isoformat() if task.due else None,
            "status": task.get_status_display(),
            "overdue": task.is_overdue(timezone.localdate()),
            "help_wanted": task.help_wanted and task.is_open,
        }
        for task in public_tasks(workgroup)
    ]
    answer = JsonResponse(
        {"workgroup": workgroup.name, "charge": for_everyone()(workgroup.charge), "tasks": rows}
    )
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@xframe_options_exempt
@csp_replace({"frame-ancestors": "*"})
def embed(request, slug: str):
    """The public list without header, footer or script, to stand in a frame of any website."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    request.viewer = Viewer(Audience.PUBLIC)
    given = {"workgroup": workgroup, "charge": for_everyone()(workgroup.charge)}
    return render(request, "tasks/embed.html", given | {"tasks": public_tasks(workgroup)})


class TaskFeed(Feed):
    """What changed on the public list, newest first."""

    feed_type = Atom1Feed

    def get_object(self, request, slug: str):
        return get_object_or_404(Workgroup, slug=slug)

    def title(self, workgroup):
        return _("%(group)s: tasks") % {"group": workgroup.name}

    def link(self, workgroup):
        return f"/workgroups/{workgroup.slug}/"

    def items(self, workgroup):
        viewer = Viewer(Audience.PUBLIC)
        tasks = public_tasks(workgroup, order=["-changed_at"], most=50)
        for task in tasks:
            task.who = owner_of(task, viewer)
        return tasks

    def item_title(self, task):
        return task.title

    def item_description(self, task):
        due = _("due %(day)s") % {"day": date_format(task.due, "F j, Y")} if task.due else ""
        return ", ".join(part for part in (task.get_status_display(), due, task.who) if part)

    def item_link(self, task):
        return reverse("workgroup", args=[task.workgroup.slug]) + f"#task-{task.pk}"

    def item_updateddate(self, task):
        return task.changed_at
