from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from charter.uploads import check_upload
from members.models import County, Person
from workgroups.models import RoleKind, Workgroup, WorkgroupKind

TAKEN = {"new"}


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class JoinForm(forms.Form):
    note = forms.CharField(max_length=250, required=False, label=_("A line to the chair"))


class RoleForm(forms.Form):
    """Who serves as what, from when to when. A chair names members by the names she may read."""

    person = forms.ModelChoiceField(Person.objects.none())
    kind = forms.ChoiceField(
        choices=[(kind, kind.label) for kind in (RoleKind.MEMBER, RoleKind.CO_CHAIR, RoleKind.CHAIR)],
        label=_("As"),
    )
    since = forms.DateField(widget=DayInput, label=_("From"), initial=timezone.localdate)
    until = forms.DateField(widget=DayInput, required=False, label=_("Until"))

    def __init__(self, *args, people, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        field.queryset = people
        named = sorted(((p.pk, viewer.name(p)) for p in people), key=lambda pair: pair[1].casefold())
        field.choices = [("", _("Choose")), *named]

    def clean(self):
        values = super().clean()
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("Give an end that is not before the beginning."))
        return values


class DeputyForm(forms.Form):
    """Who stands in for the chair, and for how long."""

    person = forms.ChoiceField(label=_("Who stands in"))
    since = forms.DateField(widget=DayInput, label=_("From"), initial=timezone.localdate)
    until = forms.DateField(widget=DayInput, label=_("Last day"))

    def __init__(self, *args, people, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        named = sorted(((pk, viewer.name(p)) for pk, p in self.people.items()), key=lambda x: x[1].casefold())
        self.fields["person"].choices = [("", _("Choose")), *named]

    def clean_person(self):
        return self.people[self.cleaned_data["person"]]

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("Give a last day that is not past."))
        return until


class DocumentForm(forms.Form):
    """A file and what it is called; known by its content, whatever its name says."""

    title = forms.CharField(max_length=150, label=_("What it is"))
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, Word, Excel, PowerPoint or plain text, 20 MB at most. "
            "No names or details of victims or cases."
        ),
    )

    def clean_file(self):
        return check_upload(self.cleaned_data["file"])


class EndForm(forms.Form):
    on = forms.DateField(widget=DayInput, label=_("Last day"))


class WorkgroupForm(forms.ModelForm):
    class Meta:
        model = Workgroup
        fields = ["name", "slug", "kind", "charge", "counties"]
        labels = {"slug": _("Address"), "kind": _("Kind")}
        help_texts = {
            "slug": _(
                "Small letters and hyphens; it ends the page's address. Left empty, it is made of the name."
            ),
        }
        widgets = {"charge": forms.Textarea(attrs={"rows": 4})}

    kind = forms.ChoiceField(choices=WorkgroupKind.choices)
    counties = forms.ModelMultipleChoiceField(
        County.objects.all(),
        required=False,
        help_text=_("For a local task force: where it works. More than one: hold Ctrl or Command."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean_slug(self):
        slug = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("name", ""))[:50]
        if slug in TAKEN or not slug:
            raise forms.ValidationError(_("This address is taken by another page."))
        return slug


class ChargeForm(forms.Form):
    charge = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
