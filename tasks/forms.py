from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone

from members.models import Organization, Person
from tasks.enums import NEEDS_REASON, Priority, Status
from tasks.models import Goal, Objective, Task
from tasks.quarters import bounds, quarter_of

NO_CASES = "No names or details of victims or cases."


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class StatusForm(forms.Form):
    """What an assignee may say from her mail."""

    status = forms.ChoiceField(
        choices=[(Status.DONE, "Done"), (Status.IN_PROGRESS, "Started"), (Status.WAITING, "Waiting")]
    )


class AnyStatusForm(forms.Form):
    """Any status, with a reason where it is asked for."""

    status = forms.ChoiceField(choices=Status.choices)
    reason = forms.CharField(max_length=250, required=False)


class DateForm(forms.Form):
    """A calendar date that is not behind us."""

    due = forms.DateField(label="Date", widget=DayInput)

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due < timezone.localdate():
            raise forms.ValidationError("Give a date that is not past.")
        return due


class CommentForm(forms.Form):
    text = forms.CharField(
        label="Comment",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Write @Name to tell someone. {NO_CASES}",
    )


class StepForm(forms.Form):
    text = forms.CharField(label="Next step", max_length=200)


class SnoozeForm(forms.Form):
    days = forms.TypedChoiceField(choices=[(7, "a week"), (14, "two weeks"), (30, "a month")], coerce=int)

    @property
    def until(self):
        return timezone.localdate() + timedelta(days=self.cleaned_data["days"])


def assignable(workgroup, *, by, also=()):
    """Whom `by` may give a task of this group: who serves in it today; for the coordinator anyone active."""
    people = Person.objects.filter(is_active=True)
    if by.is_coordinator:
        return people
    serving = workgroup.roles.on(timezone.localdate()).values("person")
    return people.filter(Q(pk__in=serving) | Q(pk__in=also))


class PersonField(forms.ModelChoiceField):
    """One of these people, by the names the viewer may read."""

    def offer(self, people, viewer, nobody: str) -> None:
        self.queryset = people
        named = sorted(((p.pk, viewer.name(p)) for p in people), key=lambda pair: pair[1].casefold())
        self.choices = [("", nobody), *named]


class AssignForm(forms.Form):
    assignee = PersonField(Person.objects.none(), required=False, label="Who")

    def __init__(self, *args, people, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].offer(people, viewer, "Nobody yet")


class HelperForm(forms.Form):
    """A person or an organization beside the lead."""

    person = PersonField(Person.objects.none(), required=False)
    organization = forms.ModelChoiceField(
        Organization.objects.active(), required=False, empty_label="No organization"
    )

    def __init__(self, *args, people, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, viewer, "Nobody")

    def clean(self):
        values = super().clean()
        if bool(values.get("person")) == bool(values.get("organization")):
            raise forms.ValidationError("Choose one person or one organization.")
        return values


class TaskForm(forms.ModelForm):
    """Everything about a task that its chair writes. When editing it carries what was seen."""

    assignee = PersonField(Person.objects.none(), required=False, label="Who leads")

    class Meta:
        model = Task
        fields = [
            "title", "description", "assignee", "organization", "due", "due_by_quarter", "status", "reason",
            "priority", "objective", "deliverable", "measure", "public", "help_wanted", "repeats",
        ]  # fmt: skip
        labels = {
            "title": "What is to be done",
            "organization": "Responsible organization",
            "due": "Due",
            "due_by_quarter": "Any day of that quarter will do",
            "reason": "Reason",
            "public": "Show on the public tab",
            "help_wanted": "Help wanted",
            "repeats": "Repeats each quarter",
        }
        help_texts = {
            "description": NO_CASES,
            "reason": "Needed when it is waiting or dropped: for whom, or why.",
            "measure": "How we will know.",
        }
        widgets = {"due": DayInput, "description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, people, viewer, workgroup, editing=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].offer(people, viewer, "Nobody yet")
        self.fields["organization"].queryset = Organization.objects.active()
        self.fields["objective"].queryset = Objective.objects.filter(
            goal__workgroup=workgroup
        ).select_related("goal")
        self.fields["objective"].label_from_instance = lambda o: f"{o.goal.year}: {o.title}"
        for field in self.fields.values():
            field.show_hidden_initial = editing

    def clean(self):
        values = super().clean()
        if values.get("status") in NEEDS_REASON and not values.get("reason"):
            self.add_error("reason", "Say for whom it is waiting, or why it is dropped.")
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
                name, f"Someone changed this meanwhile to “{words(value)}”. Save again to keep yours."
            )


class FilterForm(forms.Form):
    """How a list is narrowed; every field is in the address, so a filter can be kept and sent."""

    q = forms.CharField(required=False, label="Search", widget=forms.TextInput(attrs={"type": "search"}))
    status = forms.ChoiceField(
        required=False,
        choices=[("", "Open"), ("late", "Late"), *Status.choices, ("all", "All")],
    )
    who = forms.ChoiceField(required=False)
    quarter = forms.RegexField(r"^\d{4}-Q[1-4]$", required=False, widget=forms.Select, label="Due in")
    priority = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[("", "Any"), *Priority.choices]
    )

    def __init__(self, data, *, people, viewer, today):
        super().__init__(data)
        named = sorted(((str(p.pk), viewer.name(p)) for p in people), key=lambda pair: pair[1].casefold())
        self.fields["who"].choices = [
            ("", "Anyone"), ("me", "Me"), ("nobody", "Nobody yet"), *named
        ]  # fmt: skip
        year = today.year
        quarters = [f"{y}-Q{n}" for y in (year - 1, year, year + 1) for n in range(1, 5)]
        self.fields["quarter"].widget.choices = [("", "Any quarter"), *((q, q) for q in quarters)]

    def narrow(self, tasks, *, person, today):
        """The tasks that fit; a field that cannot be read narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("q"):
            words = chosen["q"]
            tasks = tasks.filter(
                Q(title__icontains=words) | Q(description__icontains=words) | Q(origin__iexact=words)
            )
        if chosen.get("quarter"):
            tasks = tasks.due_between(*bounds(chosen["quarter"]))
        if chosen.get("priority"):
            tasks = tasks.filter(priority=chosen["priority"])
        match chosen.get("who"):
            case "me":
                tasks = tasks.filter(assignee=person)
            case "nobody":
                tasks = tasks.filter(assignee=None, organization=None)
            case str(pk) if pk:
                tasks = tasks.filter(assignee=int(pk))
        match chosen.get("status"):
            case "all":
                return tasks
            case "late":
                return tasks.overdue(today)
            case "" | None:
                return tasks.open()
            case status:
                return tasks.filter(status=status)


class BulkForm(forms.Form):
    """One act on several tasks of a list."""

    act = forms.ChoiceField(
        choices=[("status", "Set status"), ("assign", "Assign"), ("move", "Move to"), ("publish", "Make public"), ("hide", "Take off the public tab")]
    )  # fmt: skip
    status = forms.ChoiceField(choices=[("", "Status"), *Status.choices], required=False)
    reason = forms.CharField(max_length=250, required=False)
    assignee = PersonField(Person.objects.none(), required=False)
    due = forms.DateField(required=False, widget=DayInput)
    tasks = forms.ModelMultipleChoiceField(
        Task.objects.none(), error_messages={"required": "Tick at least one task."}
    )

    def __init__(self, *args, tasks, people, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tasks"].queryset = tasks
        self.fields["assignee"].offer(people, viewer, "Nobody")

    def clean(self):
        values = super().clean()
        act = values.get("act")
        if act == "status" and not values.get("status"):
            self.add_error("status", "Choose a status.")
        if act == "status" and values.get("status") in NEEDS_REASON and not values.get("reason"):
            self.add_error("reason", "Say for whom they are waiting, or why they are dropped.")
        if act == "move" and not values.get("due"):
            self.add_error("due", "Give a date.")
        return values


class GoalForm(forms.Form):
    title = forms.CharField(label="Goal", max_length=250)


class ObjectiveForm(forms.Form):
    goal = forms.ModelChoiceField(Goal.objects.none(), empty_label=None)
    title = forms.CharField(label="Objective", max_length=250)
    measure = forms.CharField(max_length=250, required=False)

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Spreadsheet",
        help_text="CSV or Excel. The first row names the columns: workgroup and task are needed; "
        "id, goal, objective, responsible, due_date or due_quarter, deliverable, measure and status help.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > 2_000_000:
            raise forms.ValidationError("This file is larger than 2 MB; a work plan is smaller.")
        return file


class FilterNameForm(forms.Form):
    name = forms.CharField(max_length=60)
    query = forms.CharField(max_length=250, required=False)
