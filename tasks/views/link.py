"""A task from its signed link, without signing in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from mail.links import read, sign
from members.models import Person
from tasks import actions
from tasks.forms import CommentForm, DateForm, StatusForm
from tasks.models import Source, Status, Task


def by_link(request, token: str):
    """GET shows the task and writes nothing; POST answers. The link dies when the task changes hands."""
    task, person = _task_of(token)
    forms = {"status": StatusForm(), "date": DateForm(), "comment": CommentForm()}
    refused = False
    if request.method == "POST":
        act = request.POST.get("act", "status")
        if act == "help":
            actions.ask_help(task, by=person)
            return _thanks(request, token, "The chair knows that you need help.")
        form = forms[act] = FORMS.get(act, StatusForm)(request.POST)
        if form.is_valid():
            return _thanks(request, token, _answer(task, person, form.cleaned_data))
        refused = not isinstance(form, (DateForm, CommentForm))
    others = Task.objects.open().of(person).exclude(pk=task.pk).order_by("due", "pk")
    return render(
        request,
        "tasks/by_link.html",
        {
            "task": task,
            "today": timezone.localdate(),
            "steps": task.checklist.all(),
            "refused": refused,
            "choices": forms["status"].fields["status"].choices,
            "date_form": forms["date"],
            "comment_form": forms["comment"],
            "others": [(other, sign("task", other.pk, person.pk)) for other in others],
            "neutral": person.neutral,
        },
    )


FORMS = {"status": StatusForm, "date": DateForm, "comment": CommentForm}


def _answer(task: Task, person: Person, said: dict) -> str:
    if "status" in said:
        actions.set_status(task, status=said["status"], by=person)
        return "Thank you. You can still change your answer."
    if "due" in said:
        actions.propose_date(task, due=said["due"], by=person)
        return "Thank you. The chair was asked for that date."
    actions.comment(task, text=said["text"], by=person, source=Source.LINK)
    return "Thank you. Your comment was passed on."


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
