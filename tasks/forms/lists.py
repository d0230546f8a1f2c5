"""How a list is narrowed, kept, and changed at once."""

from datetime import date

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Person
from tasks.enums import NEEDS_REASON, Priority, Status
from tasks.forms.answers import DayInput
from tasks.forms.people import named
from tasks.models import Comment, Task
from tasks.quarters import bounds

KEEP = ("", _("Leave as it is"))


class FilterForm(forms.Form):
    """How a list is narrowed; every field is in the address, so a filter can be kept and sent."""

    q = forms.CharField(required=False, label=_("Search"), widget=forms.TextInput(attrs={"type": "search"}))
    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", pgettext_lazy("state", "Open")),
            ("late", _("Late")),
            *Status.choices,
            ("all", _("All")),
        ],
    )
    who = forms.ChoiceField(required=False)
    quarter = forms.RegexField(r"^\d{4}-Q[1-4]$", required=False, widget=forms.Select, label=_("Due in"))
    priority = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[("", _("Any")), *Priority.choices]
    )

    def __init__(self, data, *, people, viewer, today):
        super().__init__(data)
        self.fields["who"].choices = [
            ("", _("Anyone")), ("me", _("Me")), ("nobody", _("Nobody yet")), *named(people, viewer)
        ]  # fmt: skip
        quarters = [f"{y}-Q{n}" for y in range(today.year - 1, today.year + 2) for n in range(1, 5)]
        self.fields["quarter"].widget.choices = [("", _("Any quarter")), *((q, q) for q in quarters)]

    def narrow(self, tasks, *, person, today, any_status=False):
        """The tasks that fit; a field that cannot be read narrows nothing. A board has every status."""
        self.is_valid()
        chosen = self.cleaned_data
        if words := chosen.get("q"):
            tasks = _about(tasks, words)
        if chosen.get("quarter"):
            tasks = tasks.due_between(*bounds(chosen["quarter"]))
        if chosen.get("priority"):
            tasks = tasks.filter(priority=chosen["priority"])
        tasks = _had_by(tasks, chosen.get("who"), person)
        return tasks if any_status else _standing(tasks, chosen.get("status"), today)


def _about(tasks, words: str):
    """Whose title, description or comments have the words, or whose printed reference is these.

    Comments are looked through once; counting and showing the tasks then go by number.
    """
    said = Comment.objects.filter(task__in=tasks.order_by(), text__icontains=words)
    written = Q(title__icontains=words) | Q(description__icontains=words) | Q(origin__iexact=words)
    return tasks.filter(written | Q(pk__in=set(said.values_list("task", flat=True))))


def _had_by(tasks, who: str | None, person):
    match who:
        case "me":
            return tasks.of(person)
        case "nobody":
            return tasks.filter(assignee=None, organization=None)
        case str(pk) if pk:
            return tasks.filter(assignee=int(pk))
    return tasks


def _standing(tasks, status: str | None, today):
    match status:
        case "all":
            return tasks
        case "late":
            return tasks.overdue(today)
        case "" | None:
            return tasks.open()
    return tasks.filter(status=status)


class FilterNameForm(forms.Form):
    name = forms.CharField(max_length=60)
    query = forms.CharField(max_length=250, required=False)


def standing_of(task: Task) -> str:
    """What a row of the list showed, to be sent back with it: status, lead, date, priority, public."""
    due = task.due.isoformat() if task.due else ""
    return f"{task.status}|{task.assignee_id or ''}|{due}|{task.priority}|{int(task.public)}"


def _seen(text: str) -> dict:
    """`standing_of` read back; empty where the text is not such a one."""
    try:
        status, assignee, due, priority, public = text.split("|")
        return {
            "status": status,
            "assignee": Person(pk=int(assignee)) if assignee else None,
            "due": date.fromisoformat(due) if due else None,
            "priority": int(priority),
            "public": bool(int(public)),
        }
    except ValueError:
        return {}


class BulkForm(forms.Form):
    """What to change on several tasks at once; what is left as it is does not change."""

    status = forms.ChoiceField(choices=[KEEP, *Status.choices], required=False)
    reason = forms.CharField(
        max_length=250, required=False, help_text=_("For waiting or dropped: for whom, or why.")
    )
    assignee = forms.ChoiceField(required=False, label=_("Who leads"))
    due = forms.DateField(required=False, widget=DayInput, label=_("Due"))
    priority = forms.ChoiceField(choices=[KEEP, *Priority.choices], required=False)
    public = forms.ChoiceField(
        choices=[KEEP, ("yes", _("Show")), ("no", _("Take off"))], required=False, label=_("Public tab")
    )
    tasks = forms.ModelMultipleChoiceField(
        Task.objects.none(), error_messages={"required": _("Tick at least one task.")}
    )

    def __init__(self, *args, tasks, people, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(p.pk): p for p in people}
        self.fields["tasks"].queryset = tasks
        self.fields["assignee"].choices = [
            KEEP, ("nobody", _("Nobody")), *named(self.people.values(), viewer)
        ]  # fmt: skip

    def clean(self):
        values = super().clean()
        if values.get("status") in NEEDS_REASON and not values.get("reason"):
            self.add_error("reason", _("Say for whom they are waiting, or why they are dropped."))
        if not self.errors and not self.changes():
            raise forms.ValidationError(_("Choose what to change."))
        return values

    def seen(self) -> dict[int, dict]:
        """What the page showed of each ticked task when it was made."""
        return {task.pk: _seen(self.data.get(f"was-{task.pk}", "")) for task in self.cleaned_data["tasks"]}

    def changes(self) -> dict:
        """The fields to write, by their names in Task."""
        chosen, changes = self.cleaned_data, {}
        if chosen.get("status"):
            changes |= {"status": chosen["status"], "reason": chosen["reason"]}
        if chosen.get("assignee"):
            changes["assignee"] = self.people.get(chosen["assignee"])
        if chosen.get("due"):
            changes |= {"due": chosen["due"], "due_by_quarter": False}
        if chosen.get("priority"):
            changes["priority"] = int(chosen["priority"])
        if chosen.get("public"):
            changes["public"] = chosen["public"] == "yes"
        return changes
