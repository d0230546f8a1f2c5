"""The lines of the chair's page: what each task's two fields show, and what a press of Save changes."""

from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from members.models import Person
from tasks import actions
from tasks.actions import one_mail_each
from tasks.models import Task


@dataclass
class Line:
    """A task with what its fields hold; `error` says why they were not saved."""

    task: Task
    assignee: str
    due: str
    error: str = ""
    options: str = ""

    @classmethod
    def of(cls, task: Task) -> "Line":
        return cls(task, str(task.assignee_id or ""), task.due.isoformat() if task.due else "")


class PersonOptions:
    """Whom a line may name, as the options of its select; made once, however many lines show them."""

    def __init__(self, people: list[tuple[str, str]]):
        choices = [("", _("Nobody yet")), *people]
        self._of = {pk: format_html('<option value="{}">{}</option>', pk, name) for pk, name in choices}

    def chosen(self, chosen: str) -> str:
        """All of them, this one selected."""
        options = (
            option.replace(">", " selected>", 1) if pk == chosen else option
            for pk, option in self._of.items()
        )
        return mark_safe("".join(options))


class LineForm(forms.Form):
    """Two fields, each with what was seen when the page was made."""

    assignee = forms.ChoiceField(required=False)
    due = forms.DateField(required=False)
    was_assignee = forms.CharField(required=False)
    was_due = forms.DateField(required=False)

    def __init__(self, *args, people: dict[str, Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["assignee"].choices = [("", ""), *((pk, pk) for pk in people)]

    def seen_and_changes(self) -> tuple[dict, dict]:
        """For `tasks.actions.edit`: only what differs from what was seen."""
        value, seen, changes = self.cleaned_data, {}, {}
        if value["assignee"] != value["was_assignee"]:
            seen["assignee"] = self._person(value["was_assignee"])
            changes["assignee"] = self._person(value["assignee"])
        if value["due"] != value["was_due"]:
            seen["due"], changes["due"] = value["was_due"], value["due"]
        return seen, changes

    def _person(self, pk: str) -> Person | None:
        return self.people.get(pk) or (Person(pk=int(pk)) if pk.isdigit() else None)


@transaction.atomic
def save(sent, tasks, people: dict[str, Person], *, by) -> tuple[int, dict[int, Line]]:
    """Write every line that was changed; how many, and the lines that could not be, as they were typed."""
    keys = [int(pk) for pk in sent.getlist("line") if pk.isdigit() and _touched(sent, pk)]
    saved, left = 0, {}
    with one_mail_each():
        for task in tasks.filter(pk__in=keys).with_people().order_by("pk"):
            error = _save_line(LineForm(sent, prefix=f"t{task.pk}", people=people), task, by=by)
            if error:
                typed = [sent.get(f"t{task.pk}-{name}", "") for name in ("assignee", "due")]
                left[task.pk] = Line(task, *typed, error=error)
            else:
                saved += 1
    return saved, left


def _touched(sent, pk: str) -> bool:
    return any(
        sent.get(f"t{pk}-{name}", "") != sent.get(f"t{pk}-was_{name}", "") for name in ("assignee", "due")
    )


def _save_line(form: LineForm, task: Task, *, by) -> str:
    if not form.is_valid():
        return _("Give a date, and someone of the group.")
    seen, changes = form.seen_and_changes()
    if "due" in changes:
        seen["due_by_quarter"], changes["due_by_quarter"] = task.due_by_quarter, False
    try:
        actions.edit(task, seen=seen, changes=changes, by=by)
    except actions.Conflict:
        return _("Someone else changed this meanwhile. Look at it, then save again.")
    return ""
