"""Everything about a task that its chair writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Person
from tasks.enums import NEEDS_REASON
from tasks.forms.answers import NO_CASES, DayInput
from tasks.forms.people import PersonField, answerable
from tasks.models import Objective, Task
from tasks.quarters import bounds, quarter_of

FIRST = ("title", "assignee", "due", "due_by_quarter", "description")


class TaskForm(forms.ModelForm):
    """Everything about a task that its chair writes. When editing it carries what was seen."""

    assignee = PersonField(Person.objects.none(), required=False, label=_("Who leads"))

    class Meta:
        model = Task
        fields = [
            "title", "description", "assignee", "organization", "due", "due_by_quarter", "status", "reason",
            "priority", "objective", "deliverable", "measure", "public", "help_wanted", "repeats",
        ]  # fmt: skip
        labels = {
            "title": _("What is to be done"),
            "organization": _("Responsible organization"),
            "due": _("Due"),
            "due_by_quarter": _("Any day of that quarter will do"),
            "reason": _("Reason"),
            "public": _("Show on the public tab"),
            "help_wanted": _("Help wanted"),
            "repeats": _("Repeats each quarter"),
        }
        help_texts = {
            "description": NO_CASES,
            "reason": _("Needed when it is waiting or dropped: for whom, or why."),
            "measure": _("How we will know."),
        }
        widgets = {"due": DayInput, "description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, people, viewer, workgroup, editing=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].offer(people, viewer, _("Nobody yet"))
        self.fields["organization"].queryset = answerable(viewer, also=self.instance.organization_id)
        self.fields["organization"].empty_label = _("None")
        self.fields["objective"].empty_label = _("None")
        self.fields["objective"].queryset = Objective.objects.filter(
            goal__workgroup=workgroup
        ).select_related("goal")
        self.fields["objective"].label_from_instance = lambda o: f"{o.goal.year}: {o.title}"
        for field in self.fields.values():
            field.show_hidden_initial = editing

    def first(self) -> list:
        """What every task needs."""
        return [self[name] for name in FIRST]

    def more(self) -> list:
        """What some tasks need."""
        return [self[name] for name in self.fields if name not in FIRST]

    def more_is_wanted(self) -> bool:
        """Whether something there is given already, or is to be mended."""
        return bool(self.instance.pk or self.initial.get("objective") or any(f.errors for f in self.more()))

    def clean(self):
        values = super().clean()
        if values.get("status") in NEEDS_REASON and not values.get("reason"):
            self.add_error("reason", _("Say for whom it is waiting, or why it is dropped."))
        if values.get("due_by_quarter") and values.get("due"):
            values["due"] = bounds(quarter_of(values["due"]))[1]
        return values

    def changes(self) -> dict:
        """What she changed, against what she saw when the page was made."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def seen(self) -> dict:
        """What she saw of the fields she changed."""
        seen = {}
        for name in self.changed_data:
            bound, field = self[name], self.fields[name]
            raw = field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
            seen[name] = self._python(field, raw)
        return seen

    @staticmethod
    def _python(field, raw):
        try:
            return field.clean(raw)
        except forms.ValidationError:
            return None

    def show_current(self, current: dict, words) -> None:
        """After a conflict: say what stands now, and let a second press overwrite it."""
        self.data = self.data.copy()
        for name, value in current.items():
            bound, field = self[name], self.fields[name]
            self.data[bound.html_initial_name] = field.prepare_value(value) if value is not None else ""
            if isinstance(field, forms.TypedChoiceField):
                value = dict(field.choices).get(value, value)
            self.add_error(
                name,
                _("Someone changed this meanwhile to “%(value)s”. Save again to keep yours.")
                % {"value": words(value)},
            )
