"""What someone says about one task: how it goes, another date, a remark, quiet."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tasks.enums import NEEDS_REASON, Status

NO_CASES = _("No names or details of victims or cases.")


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class StatusForm(forms.Form):
    """What an assignee says with one press from her mail; `was` is the status that the page showed."""

    was = forms.ChoiceField(choices=Status.choices, required=False)
    status = forms.ChoiceField(choices=[(Status.DONE, _("Done")), (Status.IN_PROGRESS, _("Started"))])


class AnyStatusForm(forms.Form):
    """Any status, with a reason where it is asked for; `was` is the status that the page showed."""

    was = forms.ChoiceField(choices=Status.choices, required=False)
    status = forms.ChoiceField(choices=Status.choices)
    reason = forms.CharField(
        max_length=250,
        required=False,
        help_text=_("Needed when it is waiting or dropped: for whom, or why."),
    )

    def clean(self):
        values = super().clean()
        if values.get("status") in NEEDS_REASON and not values.get("reason"):
            self.add_error("reason", _("Say for whom it is waiting, or why it is dropped."))
        return values

    @property
    def asks_only_why(self) -> bool:
        """Whether a reason is all that is missing."""
        return set(self.errors) == {"reason"} and "status" in self.cleaned_data


class WaitingForm(forms.Form):
    """For whom, or for what, a task waits; `was` is the status that the page showed."""

    was = forms.ChoiceField(choices=Status.choices, required=False)
    reason = forms.CharField(max_length=250, label=_("For whom or for what?"))


class DateForm(forms.Form):
    """A calendar date that is not behind us; `was` is the date that the page showed, where it showed one."""

    was = forms.DateField(required=False)
    due = forms.DateField(label=_("Date"), widget=DayInput)

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due < timezone.localdate():
            raise forms.ValidationError(_("Give a date that is not past."))
        return due


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Comment"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Write @Name to tell someone. No names or details of victims or cases."),
    )


class StepForm(forms.Form):
    text = forms.CharField(label=_("Next step"), max_length=200)


class SnoozeForm(forms.Form):
    days = forms.TypedChoiceField(
        choices=[(7, _("a week")), (14, _("two weeks")), (30, _("a month"))], coerce=int
    )

    @property
    def until(self):
        return timezone.localdate() + timedelta(days=self.cleaned_data["days"])
