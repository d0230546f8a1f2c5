"""What is typed into minutes and about them."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.forms import NameField
from meetings.models import Basis, Entry, EntryKind, Meeting, Share
from meetings.name_choices import owner
from meetings.naming import mentioned, nameable
from members.enums import Audience
from members.visibility import Viewer
from workgroups.models import Workgroup

TIME_FOR_CORRECTIONS = timedelta(days=14)
NO_CASES = _("No names or details of victims or cases.")


class Day(forms.DateInput):
    """The browser's own picker."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class EntryForm(forms.Form):
    """One passage; the lower fields are for action items and motions. `who` is a name as members read it."""

    heading = forms.CharField(max_length=200)
    kind = forms.ChoiceField(choices=EntryKind.choices, initial=EntryKind.NOTE)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000, help_text=NO_CASES)
    workgroup = forms.ModelChoiceField(Workgroup.objects, required=False, empty_label=_("None"))
    who = NameField(offers="names", max_length=150)
    due = forms.DateField(required=False, widget=Day, label=_("By when"))
    mover = forms.CharField(max_length=200, required=False, label=_("Moved by"))
    seconder = forms.CharField(max_length=200, required=False, label=_("Seconded by"))
    yes = forms.IntegerField(min_value=0, max_value=999, required=False, label=pgettext_lazy("vote", "For"))
    no = forms.IntegerField(min_value=0, max_value=999, required=False, label=_("Against"))
    abstain = forms.IntegerField(min_value=0, max_value=999, required=False, label=_("Abstaining"))
    recused = forms.IntegerField(min_value=0, max_value=999, required=False, label=_("Recused"))
    result = forms.CharField(max_length=40, required=False)
    coordinator_only = forms.BooleanField(required=False, label=_("For the coordinator alone"))

    def __init__(
        self, *args, meeting: Meeting, viewer: Viewer, may_reserve: bool, entry: Entry | None = None, **kwargs
    ):
        super().__init__(*args, **kwargs)
        present = entry.owner if entry else None
        self.owners = owner(meeting, viewer)
        self.fields["who"].offer(self.owners, present, Viewer(Audience.MEMBER).name(present))
        if not may_reserve:
            del self.fields["coordinator_only"]

    def clean_text(self):
        """Browsers send line ends as CR LF; two texts are the same whichever way they came."""
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def clean(self):
        values = super().clean()
        if values.get("kind") == EntryKind.ACTION and len(values.get("text", "")) > 250:
            self.add_error("text", _("An action item is one line of at most 250 letters."))
        if values.get("kind") == EntryKind.ACTION and not values.get("who") and "who" not in self.errors:
            self._give_to_whom_it_names(values)
        return values

    def _give_to_whom_it_names(self, values: dict) -> None:
        for name in mentioned(values.get("text", ""), nameable())[:1]:
            try:
                values["who"] = self.fields["who"].clean(name)
            except forms.ValidationError as error:
                self.add_error("who", error)

    def passage(self) -> dict:
        """What is valid of it, by the names of Entry's fields."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "who"}
        if "who" in self.cleaned_data:
            values["owner"] = self.cleaned_data["who"]
        return values


class DraftForm(forms.Form):
    """Minutes drafted elsewhere: a text file or Word document, or the text itself."""

    file = forms.FileField(required=False, label=_("Text file (.txt, .md) or Word document (.docx)"))
    text = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        label=_("Or the text itself"),
        help_text=NO_CASES,
    )

    def clean(self):
        values = super().clean()
        if not values.get("file") and not values.get("text"):
            self.add_error("text", _("Choose a file or paste the text."))
        return values


class CirculateForm(forms.Form):
    """To whom, and until when corrections are asked for; each choice says how many people it is."""

    to = forms.ChoiceField(widget=forms.RadioSelect, label=_("To whom"))
    until = forms.DateField(widget=Day, label=_("Corrections until"))

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices
        self.fields["to"].initial = choices[0][0]
        self.fields["until"].initial = timezone.localdate() + TIME_FOR_CORRECTIONS

    def clean_until(self):
        return still_to_come(self.cleaned_data["until"])


class BallotForm(forms.Form):
    """Until when the organizations may vote out of meeting."""

    until = forms.DateField(widget=Day, label=_("Votes until"))

    def clean_until(self):
        return still_to_come(self.cleaned_data["until"])


class RuleForm(forms.Form):
    """By which rule a motion is counted, and at what time of the meeting's day."""

    basis = forms.ChoiceField(choices=Basis.choices, initial=Basis.CAST, label=_("Counted"))
    share = forms.ChoiceField(choices=Share.choices, initial=Share.MAJORITY, label=_("Needed"))
    at = forms.TimeField(
        required=False,
        label=_("Time of the vote"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Who was present is taken at this time. Empty: whoever was there at any time."),
    )


class CorrectionForm(forms.Form):
    """What a passage should say instead."""

    entry = forms.IntegerField(widget=forms.HiddenInput)
    proposed = forms.CharField(
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("It should say"),
        help_text=NO_CASES,
    )


def still_to_come(day):
    """Raises ValidationError for a day that is over."""
    if day < timezone.localdate():
        raise forms.ValidationError(_("Give a day that is still to come."))
    return day
