from django import forms
from django.utils.translation import gettext_lazy as _

FORMATS = {
    "people": ["csv", "xlsx", "vcf", "labels", "tents"],
    "organizations": ["csv", "xlsx"],
}


class ExportForm(forms.Form):
    """What, as what, and what for; people who are not listed only if the coordinator says so."""

    what = forms.ChoiceField(
        choices=[("people", _("People")), ("organizations", _("Organizations"))],
        widget=forms.RadioSelect,
        initial="people",
        label=_("Which list?"),
    )
    format = forms.ChoiceField(
        choices=[
            ("csv", _("CSV")),
            ("xlsx", _("Excel")),
            ("vcf", _("Address cards (vCard)")),
            ("labels", _("Mailing labels, 30 to a sheet (PDF)")),
            ("tents", _("Name tents to fold (PDF)")),
        ],
        widget=forms.RadioSelect,
        initial="csv",
        label=_("As what?"),
    )
    purpose = forms.CharField(
        max_length=200, label=_("What for?"), help_text=_("Kept with your name and today's date.")
    )
    with_unlisted = forms.BooleanField(
        required=False,
        label=_("Also people and fields that members do not see"),
        help_text=_("Protected people are in it by the name they chose, without anything else."),
    )
    with_addresses = forms.BooleanField(required=False, label=_("With mailing addresses"))

    def clean(self):
        values = super().clean()
        what, chosen = values.get("what"), values.get("format")
        if what and chosen and chosen not in FORMATS[what]:
            self.add_error("format", _("Organizations leave as CSV or Excel; choose one of these."))
        return values
