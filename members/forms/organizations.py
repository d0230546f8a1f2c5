from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.uploads import check_upload
from members.enums import OrganizationStatus, RepresentationRole
from members.forms.fields import DayInput, PlacesMixin, QuickChoiceField
from members.models import County, Document, Organization, Sector


class OrganizationFilterForm(forms.Form):
    """How the list is narrowed; every field is in the address. `workgroups` are the groups to choose among."""

    q = forms.CharField(required=False, label=_("Name"), max_length=100, widget=forms.SearchInput)
    sector = QuickChoiceField(Sector.objects.none(), required=False, empty_label=_("Any sector"))
    county = QuickChoiceField(County.objects.all(), required=False, empty_label=_("Any county"))
    status = forms.ChoiceField(required=False)
    workgroup = QuickChoiceField(None, required=False, empty_label=_("Any workgroup"))

    def __init__(self, *args, viewer, workgroups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].queryset = viewer.sectors()
        self.fields["workgroup"].queryset = workgroups
        shown = [c for c in OrganizationStatus.choices if viewer.sees_all or c[0] != "applied"]
        self.fields["status"].choices = [("", _("Any status")), *shown]

    def wanted(self) -> dict:
        """What to narrow by; a value that cannot be is left out."""
        self.is_valid()
        return self.cleaned_data


class OwnSeatForm(PlacesMixin, forms.ModelForm):
    """What its own primary representative keeps: contact, website, counties and Tribes."""

    website = forms.URLField(required=False, assume_scheme="https", label=_("Website"))

    class Meta:
        model = Organization
        fields = ["phone", "email", "website", "statewide", "counties", "tribes"]
        labels = {"phone": _("Office phone"), "email": _("Office e-mail")}

    field_order = ["name", "kind", "sector", "phone", "email", "website"]


class OrganizationForm(OwnSeatForm):
    """The whole record, for the coordinator."""

    class Meta(OwnSeatForm.Meta):
        fields = [
            *["name", "kind", "sector", "phone", "email", "website", "statewide", "counties", "tribes"],
            *["voting", "notes"],
        ]
        labels = {**OwnSeatForm.Meta.labels, "voting": _("Has a vote"), "notes": _("Internal notes")}
        help_texts = {
            "name": _("For a protected sector: the seat's label, such as “Advisory Seat A”, never a name."),
            "notes": _("For the coordinator alone. No names or details of victims or cases."),
        }

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        same = Organization.objects.filter(name__iexact=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(
                _("There is an organization of this name. Open it, or tell them apart.")
            )
        return name


class NewOrganizationForm(OrganizationForm):
    """With the day on which its membership began."""

    since = forms.DateField(widget=DayInput, label=_("Member since"), initial=timezone.localdate)


class StatusForm(forms.Form):
    status = forms.ChoiceField(choices=OrganizationStatus.choices, label=_("Status"))
    since = forms.DateField(widget=DayInput, label=_("From"), initial=timezone.localdate)
    note = forms.CharField(max_length=200, required=False, label=_("Why"))


class DocumentForm(forms.ModelForm):
    """A paper as PDF, Word, Excel, PowerPoint or plain text."""

    class Meta:
        model = Document
        fields = ["kind", "signed_on", "expires_on", "file"]
        widgets = {"signed_on": DayInput(), "expires_on": DayInput()}
        labels = {"signed_on": _("Date on it"), "expires_on": _("Ends on")}

    def clean_file(self):
        return check_upload(self.cleaned_data["file"])

    def clean(self):
        values = super().clean()
        signed, ends = values.get("signed_on"), values.get("expires_on")
        if signed and ends and ends < signed:
            self.add_error("expires_on", _("Give an end that is not before the date on it."))
        return values


class SeatForm(forms.Form):
    """Who acts for it: someone on the roster, by address, or someone new."""

    email = forms.EmailField(required=False, label=_("E-mail"))
    name = forms.CharField(max_length=150, required=False, label=_("Name"))
    role = forms.ChoiceField(choices=RepresentationRole.choices, label=_("As"))
    since = forms.DateField(widget=DayInput, label=_("From"), initial=timezone.localdate)

    def clean(self):
        values = super().clean()
        if not values.get("email") and not values.get("name") and "email" not in self.errors:
            self.add_error("name", _("Give a name, or the address of someone on the roster."))
        return values


class LastDayForm(forms.Form):
    on = forms.DateField(widget=DayInput, label=_("Last day"))
