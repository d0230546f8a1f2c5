from django.urls import path

from tasks.views import acts, documents, link, lists, plan, public, task

app_name = "tasks"
urlpatterns = [
    path("mine/", lists.mine, name="mine"),
    path("tasks/", lists.own_list, name="own"),
    path("tasks/new/", task.new_own, name="new_own"),
    path("tasks/import/", plan.import_tasks, name="import"),
    path("tasks/<int:pk>/", task.task, name="task"),
    path("tasks/<int:pk>/edit/", task.edit_task, name="edit"),
    path("tasks/<int:pk>/status/", acts.status, name="status"),
    path("tasks/<int:pk>/assign/", acts.assign_task, name="assign"),
    path("tasks/<int:pk>/move/", acts.move_task, name="move"),
    path("tasks/<int:pk>/keep-date/", acts.keep_date, name="keep_date"),
    path("tasks/<int:pk>/propose/", acts.propose, name="propose"),
    path("tasks/<int:pk>/nudge/", acts.nudge_task, name="nudge"),
    path("tasks/<int:pk>/help/", acts.help_needed, name="help"),
    path("tasks/<int:pk>/offer/", acts.offer, name="offer"),
    path("tasks/<int:pk>/helpers/", acts.helpers, name="helpers"),
    path("tasks/<int:pk>/comment/", acts.comment_task, name="comment"),
    path("tasks/<int:pk>/steps/", acts.steps, name="steps"),
    path("tasks/<int:pk>/snooze/", acts.snooze_task, name="snooze"),
    path("tasks/<int:pk>/documents/new/", documents.add_document, name="add_document"),
    path("tasks/<int:pk>/documents/<int:document>/", documents.document, name="document"),
    path(
        "tasks/<int:pk>/documents/<int:document>/remove/", documents.remove_document, name="remove_document"
    ),
    path("workgroups/<slug:slug>/tasks/", lists.workgroup_list, name="list"),
    path("workgroups/<slug:slug>/tasks/new/", task.new_task, name="new"),
    path("workgroups/<slug:slug>/tasks/bulk/", lists.bulk, name="bulk"),
    path("workgroups/<slug:slug>/tasks/filters/", lists.filters, name="filters"),
    path("workgroups/<slug:slug>/tasks.json", public.as_json, name="json"),
    path("workgroups/<slug:slug>/tasks.atom", public.TaskFeed(), name="atom"),
    path("workgroups/<slug:slug>/embed/", public.embed, name="embed"),
    path("workgroups/<slug:slug>/plan/", plan.work_plan_page, name="plan"),
    path("workgroups/<slug:slug>/plan/carry-over/", plan.carry, name="carry"),
    path("t/<str:token>/", link.by_link, name="by_link"),
    path("t/<str:token>/documents/<int:pk>/", link.document_by_link, name="document_by_link"),
]
