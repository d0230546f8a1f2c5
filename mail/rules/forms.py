"""Editing a rule in plain words, and the holidays."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charter.models import Holiday
from mail.rules.kinds import RuleKind
from mail.rules.models import Rule

YEAR = 365
FEW = 60


class RuleForm(forms.ModelForm):
    """So many days before or after, at what time, to whom; `days` is never negative here."""

    days = forms.IntegerField(
        label=_("Days"),
        min_value=0,
        max_value=YEAR,
        error_messages={
            "min_value": _("Give 0 or more days, and say below whether before or after."),
            "max_value": _("A year, 365 days, is the most."),
        },
    )
    side = forms.ChoiceField(
        label=_("Before or after"), choices=[("before", _("Before")), ("after", _("After"))]
    )

    class Meta:
        model = Rule
        fields = [
            "active",
            "days",
            "side",
            "at",
            "audience",
            "workdays_only",
            "avoid_holidays",
            "quiet_from",
            "quiet_until",
            "catch_up_days",
            "repeat_days",
        ]
        labels = {
            "active": _("Send this"),
            "at": _("Time of day"),
            "audience": _("To"),
            "workdays_only": _("Not on weekends"),
            "avoid_holidays": _("Not on holidays either"),
            "quiet_from": _("Quiet from"),
            "quiet_until": _("Quiet until"),
            "catch_up_days": _("Days on which it is still sent when it was missed"),
            "repeat_days": _("Again every so many days"),
        }
        help_texts = {
            "workdays_only": _(
                "Before the date it goes out on the last workday before, after it on the next one."
            ),
            "avoid_holidays": _("The list of holidays is yours to edit."),
            "quiet_from": _("Nothing leaves in these hours; what was missed waits until they are over."),
            "catch_up_days": _("After an outage. A later reminder of the same kind always comes instead."),
            "repeat_days": _("0 sends it once."),
        }
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("at", "quiet_from", "quiet_until")
        }

    def __init__(self, *args, kind: RuleKind, **kwargs):
        super().__init__(*args, **kwargs)
        unknown = _("Choose one of the groups in the list.")
        self.fields["audience"] = forms.ChoiceField(
            label=_("To"), choices=kind.audiences, error_messages={"invalid_choice": unknown}
        )
        for name, most in (("catch_up_days", FEW), ("repeat_days", YEAR)):
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label,
                help_text=self.fields[name].help_text,
                min_value=0,
                max_value=most,
                error_messages={"max_value": _("%(most)s days are the most.") % {"most": most}},
            )
        self.order_fields(self.Meta.fields)
        self.initial["days"] = abs(self.instance.offset)
        self.initial["side"] = "before" if self.instance.offset < 0 else "after"

    def save(self, commit=True):
        """The rule with its offset; `commit` is left to the action."""
        sign = -1 if self.cleaned_data["side"] == "before" else 1
        self.instance.offset = sign * self.cleaned_data["days"]
        return self.instance


class HolidayForm(forms.ModelForm):
    class Meta:
        model = Holiday
        fields = ["day", "name"]
        labels = {"day": _("Date"), "name": _("Name")}
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
