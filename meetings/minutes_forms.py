from datetime import timedelta

from django import forms
from django.utils import timezone

from meetings.models import EntryKind
from members.models import Person
from workgroups.models import Workgroup

TIME_FOR_CORRECTIONS = timedelta(days=14)


class Day(forms.DateInput):
    """The browser's own picker."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class EntryForm(forms.Form):
    """One passage; the lower fields are for action items and motions."""

    heading = forms.CharField(max_length=200)
    kind = forms.ChoiceField(choices=EntryKind.choices, widget=forms.RadioSelect, initial=EntryKind.NOTE)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000)
    workgroup = forms.ModelChoiceField(Workgroup.objects, required=False, empty_label="None")
    owner = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="Who", empty_label="Nobody yet"
    )
    due = forms.DateField(required=False, widget=Day, label="By when")
    mover = forms.CharField(max_length=200, required=False, label="Moved by")
    seconder = forms.CharField(max_length=200, required=False, label="Seconded by")
    yes = forms.IntegerField(min_value=0, max_value=999, required=False, label="For")
    no = forms.IntegerField(min_value=0, max_value=999, required=False, label="Against")
    abstain = forms.IntegerField(min_value=0, max_value=999, required=False, label="Abstaining")
    result = forms.CharField(max_length=40, required=False)
    coordinator_only = forms.BooleanField(required=False, label="For the coordinator alone")

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Person.objects.filter(is_active=True)
        self.fields["owner"].label_from_instance = viewer.name

    def clean(self):
        values = super().clean()
        if values.get("kind") == EntryKind.ACTION and len(values.get("text", "")) > 250:
            self.add_error("text", "An action item is one line of at most 250 letters.")
        return values


class DraftForm(forms.Form):
    """Minutes drafted elsewhere: a text file or Word document, or the text itself."""

    file = forms.FileField(required=False, label="Text file (.txt, .md) or Word document (.docx)")
    text = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 12}), label="Or the text itself"
    )

    def clean(self):
        values = super().clean()
        if not values.get("file") and not values.get("text"):
            self.add_error("text", "Choose a file or paste the text.")
        return values


class CirculateForm(forms.Form):
    """To whom, and until when corrections are asked for."""

    to = forms.ChoiceField(
        choices=[("members", "All members"), ("coming", "Those who said they would come")],
        widget=forms.RadioSelect,
        initial="members",
    )
    until = forms.DateField(widget=Day, label="Corrections until")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + TIME_FOR_CORRECTIONS

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError("Give a day that is still to come.")
        return day


class CorrectionForm(forms.Form):
    """What a passage should say instead."""

    entry = forms.IntegerField(widget=forms.HiddenInput)
    proposed = forms.CharField(
        max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), label="It should say"
    )
