"""Who stands in for the coordinator."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Person


class CoordinatorDeputyForm(forms.Form):
    """A person of the roster, with her first and last day."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who stands in"), empty_label=_("Choose"))
    since = forms.DateField(
        label=_("From"), initial=timezone.localdate, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(label=_("Last day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args, viewer, people, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        field.queryset = people.filter(is_active=True, is_coordinator=False)
        field.label_from_instance = viewer.name

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("Give a last day that is not past."))
        return until
