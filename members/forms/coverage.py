from django import forms
from django.utils.translation import gettext_lazy as _

from members.enums import ProspectState
from members.forms.fields import Boxes, QuickChoiceField, TribesField
from members.models import County, Person, Prospect, Region, Sector, Tribe


class WhereForm(forms.Form):
    """What the map shows: all sectors, or one of those that this viewer may see by place."""

    sector = QuickChoiceField(
        Sector.objects.filter(protected=False),
        to_field_name="code",
        required=False,
        empty_label=_("All sectors"),
        label=_("Show"),
    )


class AskForm(forms.Form):
    """Which gap it is: a sector, and the place where nobody is, if it is one place."""

    sector = QuickChoiceField(Sector.objects, to_field_name="code", label=_("Sector"))
    county = QuickChoiceField(
        County.objects, to_field_name="fips", required=False, empty_label=_("Any county"), label=_("County")
    )
    tribe = QuickChoiceField(
        Tribe.objects, to_field_name="code", required=False, empty_label=_("Any Tribe"), label=_("Tribe")
    )
    region = QuickChoiceField(Region.objects, required=False, empty_label=_("Any region"), label=_("Region"))

    @property
    def place(self):
        """The narrowest place that was named, or None for the whole state."""
        given = self.cleaned_data
        return given["county"] or given["tribe"] or given["region"]


class TargetForm(forms.ModelForm):
    """How many seats one sector should have, and where."""

    class Meta:
        model = Sector
        fields = ["minimum_seats", "minimum_per_region", "in_every_county", "with_every_tribe"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.protected:  # never counted by place
            for name in ("minimum_per_region", "in_every_county", "with_every_tribe"):
                del self.fields[name]
        for name in ("minimum_seats", "minimum_per_region"):
            if name in self.fields:
                self.fields[name].widget.attrs |= {"max": 999, "inputmode": "numeric"}
                self.fields[name].max_value = 999


TargetFormSet = forms.modelformset_factory(Sector, form=TargetForm, extra=0)


class RegionForm(forms.ModelForm):
    """A name and its counties; a county that lies in another region moves here."""

    counties = forms.ModelMultipleChoiceField(
        County.objects.select_related("region"),
        widget=Boxes,
        label=_("Counties"),
        help_text=_("A county lies in one region: one that is ticked here leaves the region it was in."),
    )

    class Meta:
        model = Region
        fields = ["name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["counties"] = [county.pk for county in self.instance.counties.all()]
        self.fields["counties"].label_from_instance = lambda county: (
            f"{county.name} ({county.region.name})" if county.region else county.name
        )


class ProspectForm(forms.ModelForm):
    """Who could be asked, for which sector and places."""

    class Meta:
        model = Prospect
        fields = [
            *["name", "kind", "sector", "counties", "tribes", "contact", "email", "phone", "asker"],
            "next_on",
        ]
        widgets = {"next_on": forms.DateInput(attrs={"type": "date"}), "counties": Boxes, "tribes": Boxes}
        field_classes = {"tribes": TribesField}

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        asking = Person.objects.filter(is_active=True, is_coordinator=True)
        self.fields["asker"].queryset = asking
        self.fields["asker"].label_from_instance = viewer.name


class StepForm(forms.Form):
    """What happened, and what comes next."""

    state = forms.ChoiceField(choices=ProspectState.choices, label=_("Where it stands now"))
    note = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Note"),
        help_text=_("No names or details of victims or cases."),
    )
    next_on = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}), label=_("Next step on")
    )
