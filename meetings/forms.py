from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from meetings.name_choices import NameChoices

NOBODY = _("Nobody here is called “%(name)s”. Choose a name from the list, or leave it empty.")
ALIKE = _("Several here are called “%(name)s”. Write which you mean: %(which)s.")


class NameField(forms.CharField):
    """Someone, or an organization, by the name: typed, or chosen from the list of this id.

    What stood there and was not touched stays, whoever else is called so.
    """

    def __init__(self, *, offers: str, unknown: str = NOBODY, **kwargs):
        self._unknown = unknown
        attributes = {"list": offers, "autocomplete": "off"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attributes), **kwargs)

    def offer(self, choices: NameChoices, present=None, name: str = "") -> None:
        """Take a name for one of `choices`; `present` is who stands there now, under `name`."""
        self._choices, self._present, self._name = choices, present, name
        self.initial = name

    def clean(self, value):
        typed = " ".join(super().clean(value).split())
        if not typed or typed == self._name:
            return self._present if typed else None
        found = self._choices.called(typed)
        if len(found) == 1:
            return found[0]
        said = {"name": typed, "which": self._choices.which(found) if found else ""}
        raise forms.ValidationError(ALIKE if found else self._unknown, params=said)


class LocalTime(forms.DateTimeInput):
    """The browser's own picker; the value is wall time in the consortium's zone."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class TimesForm(forms.Form):
    """Two moments, the second after the first."""

    def clean(self):
        values = super().clean()
        starts, ends = values.get("starts_at"), values.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", gettext("Give an end after the beginning."))
        return values


class ScheduleForm(TimesForm, forms.ModelForm):
    """A new meeting."""

    class Meta:
        model = Meeting
        fields = ["title", "starts_at", "ends_at", "format", "venue", "room", "join_link"]
        labels = {"starts_at": _("Begins"), "ends_at": _("Ends"), "join_link": _("Link to join online")}
        widgets = {"starts_at": LocalTime, "ends_at": LocalTime}
