"""How a person wants her mail."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mail.kinds import topics
from mail.models import Frequency, Pause, Preference


class PreferencesForm(forms.Form):
    """One choice for each topic, and a pause."""

    until = forms.DateField(
        label=_("Pause until"),
        required=False,
        help_text=_("On that day mail comes again. Leave it empty for no pause."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = dict(Preference.objects.filter(person=person).values_list("topic", "frequency"))
        for topic in topics():
            if topic.coordinators_only and not person.is_coordinator:
                continue
            self.fields[topic.code] = forms.ChoiceField(
                label=topic.label, choices=Frequency.choices, initial=chosen.get(topic.code, topic.default)
            )
        pause = Pause.objects.filter(person=person).first()
        self.initial["until"] = pause.until if pause and pause.until > timezone.localdate() else None
        self.order_fields([*(name for name in self.fields if name != "until"), "until"])

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.localdate():
            raise forms.ValidationError(_("Give a day after today, or leave it empty."))
        return until

    @property
    def frequencies(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "until"}
