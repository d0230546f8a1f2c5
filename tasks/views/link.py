"""A task from its signed link, without signing in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mail.links import read, sign
from members.models import Person
from members.visibility import viewer_for
from tasks import actions
from tasks.forms import CommentForm, DateForm, StatusForm, WaitingForm
from tasks.models import Source, Status, Task
from tasks.views.documents import serve_document
from workgroups.forms import DocumentForm

FORMS = {
    "status": StatusForm,
    "waiting": WaitingForm,
    "date": DateForm,
    "comment": CommentForm,
    "document": DocumentForm,
}
COMMENTS_SHOWN = 5


def by_link(request, token: str):
    """GET shows the task and writes nothing; POST answers. The link dies when the task changes hands."""
    task, person = _task_of(token)
    forms = {act: form() for act, form in FORMS.items()}
    refused = meanwhile = False
    if request.method == "POST":
        act = request.POST.get("act", "status")
        if act == "help":
            actions.ask_help(task, by=person)
            return _thanks(request, token, _("The chair knows that you need help."))
        act = act if act in FORMS else "status"
        form = forms[act] = FORMS[act](request.POST, request.FILES)
        if form.is_valid():
            try:
                return _thanks(request, token, _answer(act, task, person, form.cleaned_data))
            except actions.Conflict:
                task.refresh_from_db()
                meanwhile = True
        else:
            refused = act == "status"
    told = {"refused": refused, "meanwhile": meanwhile}
    return render(request, "tasks/by_link.html", _page(task, person, token, forms) | told)


def document_by_link(request, token: str, pk: int):
    """A file of the task, to read."""
    task, _person = _task_of(token)
    return serve_document(get_object_or_404(task.documents, pk=pk))


def _page(task: Task, person: Person, token: str, forms: dict) -> dict:
    viewer = viewer_for(person)
    others = Task.objects.open().of(person).exclude(pk=task.pk).order_by("due", "pk")
    comments = list(task.comments.select_related("by").order_by("-at")[:COMMENTS_SHOWN])[::-1]
    return {
        "task": task,
        "token": token,
        "today": timezone.localdate(),
        "steps": task.checklist.all(),
        "documents": task.documents.all(),
        "comments": [(viewer.name(comment.by), comment) for comment in comments],
        "choices": forms["status"].fields["status"].choices,
        "waiting_form": forms["waiting"],
        "date_form": forms["date"],
        "comment_form": forms["comment"],
        "document_form": forms["document"],
        "others": [(other, sign("task", other.pk, person.pk)) for other in others],
        "own": sign("own", person.pk, person.pk),
        "neutral": person.neutral,
    }


def _answer(act: str, task: Task, person: Person, said: dict) -> str:
    """Do what she said; the words that thank her."""
    match act:
        case "status":
            actions.set_status(task, status=said["status"], seen=said["was"], by=person)
            return _("Thank you. You can still change your answer.")
        case "waiting":
            waiting = {"status": Status.WAITING, "reason": said["reason"]}
            actions.set_status(task, **waiting, seen=said["was"], by=person)
            return _("Thank you. It is marked as waiting.")
        case "date":
            actions.propose_date(task, due=said["due"], by=person)
            return _("Thank you. The chair was asked for that date.")
        case "document":
            actions.add_document(task, title=said["title"], file=said["file"], by=person)
            return _("Thank you. The file stands beside the task now.")
    actions.comment(task, text=said["text"], by=person, source=Source.LINK)
    return _("Thank you. Your comment was passed on.")


def _thanks(request, token: str, text: str):
    messages.success(request, text)
    return redirect("tasks:by_link", token=token)


def _task_of(token: str) -> tuple[Task, Person]:
    ids = read("task", token)
    if ids is None:
        raise Http404
    person = Person.objects.filter(pk=ids[1], is_active=True).first()
    task = Task.objects.of(person).filter(pk=ids[0]).first() if person else None
    if task is None or task.status == Status.DROPPED:
        raise Http404
    return task, person
