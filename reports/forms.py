"""What the coordinator writes into a report, whom she lends it to, and what a token may do."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.document import INTRODUCTION
from reports.enums import Question, Scope

NO_NAMES = _("No names or details of victims or cases.")


class WordsForm(forms.Form):
    """The coordinator's words: an introduction, and a text under each question."""

    def __init__(self, *args, words: dict[str, str] | None = None, **kwargs):
        super().__init__(*args, initial=words or {}, **kwargs)
        for name, label in ((INTRODUCTION, _("Introduction")), *Question.choices):
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=20_000,
                help_text=NO_NAMES if name == INTRODUCTION else "",
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def words(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if text}


def _not_past(day):
    today = timezone.localdate()
    if not today <= day <= today + timedelta(days=366):
        raise forms.ValidationError(_("Give a day between today and a year from now."))
    return day


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class LoanForm(forms.Form):
    reader = forms.CharField(label=_("Who gets it"), max_length=120, help_text=_("Only you see this."))
    until = forms.DateField(label=_("Works until"), widget=DayInput)

    def clean_until(self):
        return _not_past(self.cleaned_data["until"])


class TokenForm(forms.Form):
    """A new key of this person's; the coordinator's own data are offered to coordinators alone."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may read"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(label=_("Works until"), widget=DayInput)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        if not person.is_coordinator:
            offered = [(scope, label) for scope, label in Scope.choices if scope != Scope.OFFICE]
            self.fields["scopes"].choices = offered

    def clean_until(self):
        return _not_past(self.cleaned_data["until"])


class ExportForm(forms.Form):
    """Why data leaves; it is kept in the history."""

    purpose = forms.CharField(
        label=_("What do you need it for?"), max_length=200, help_text=_("Kept with your name and the day.")
    )
    format = forms.ChoiceField(
        label=_("As"), choices=[("csv", "CSV"), ("xlsx", _("Spreadsheet (XLSX)")), ("json", "JSON")]
    )
