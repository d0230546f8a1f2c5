from django import forms
from django.utils import timezone

from members.models import County, Person
from workgroups.models import RoleKind, Workgroup, WorkgroupKind

TAKEN = {"new"}


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class JoinForm(forms.Form):
    note = forms.CharField(max_length=250, required=False, label="A line to the chair")


class RoleForm(forms.Form):
    """Who serves as what, from when to when. A chair names members by the names she may read."""

    person = forms.ModelChoiceField(Person.objects.none())
    kind = forms.ChoiceField(choices=RoleKind.choices, label="As")
    since = forms.DateField(widget=DayInput, label="From", initial=timezone.localdate)
    until = forms.DateField(widget=DayInput, required=False, label="Until")

    def __init__(self, *args, people, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        field.queryset = people
        named = sorted(((p.pk, viewer.name(p)) for p in people), key=lambda pair: pair[1].casefold())
        field.choices = [("", "Choose"), *named]

    def clean(self):
        values = super().clean()
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", "Give an end that is not before the beginning.")
        return values


class EndForm(forms.Form):
    on = forms.DateField(widget=DayInput, label="Last day")


class WorkgroupForm(forms.ModelForm):
    class Meta:
        model = Workgroup
        fields = ["name", "slug", "kind", "charge", "counties"]
        labels = {"slug": "Address", "kind": "Kind"}
        help_texts = {
            "slug": "Small letters and hyphens; it ends the page's address.",
            "counties": "For a local task force: where it works.",
        }

    kind = forms.ChoiceField(choices=WorkgroupKind.choices)
    counties = forms.ModelMultipleChoiceField(County.objects.all(), required=False)

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug in TAKEN:
            raise forms.ValidationError("This address is taken by another page.")
        return slug


class ChargeForm(forms.Form):
    charge = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
