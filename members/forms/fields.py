"""Fields that several of the members' forms share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import County, Tribe


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class TribesField(forms.ModelMultipleChoiceField):
    """Tribes by their short names."""

    def label_from_instance(self, tribe: Tribe) -> str:
        return tribe.short_name


class PlacesMixin(forms.Form):
    """Where an organization works. A county is enough; no street address is asked for (R5)."""

    statewide = forms.BooleanField(required=False, label=_("Works in the whole state"))
    counties = forms.ModelMultipleChoiceField(
        County.objects.all(),
        required=False,
        label=_("Counties"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
    )
    tribes = TribesField(
        Tribe.objects.all(),
        required=False,
        label=_("Tribes"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
    )
