from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from members.enums import Channel, OrganizationKind
from members.forms.fields import PlacesMixin
from members.importing.names import organization_key
from members.models import Application, Organization, Person, Sector
from members.seat_labels import free_labels

SAFE = _("No names or details of victims or cases, please.")


class ApplicationForm(PlacesMixin, forms.ModelForm):
    """Asked of anyone; as little as decides it. `fax` is a trap that people never see."""

    website = forms.URLField(required=False, assume_scheme="https", label=_("Website"))
    fax = forms.CharField(required=False, label=_("Leave this empty"))

    class Meta:
        model = Application
        fields = [
            *["kind", "organization_name", "sector", "name", "title", "email", "phone"],
            *["counties", "tribes", "statewide", "website", "why", "discreet"],
        ]
        widgets = {"kind": forms.RadioSelect, "why": forms.Textarea(attrs={"rows": 5, "maxlength": 3000})}
        labels = {
            "kind": _("Who would join?"),
            "organization_name": _("Name of the organization or group"),
            "name": _("Your name"),
            "title": _("Your title"),
            "email": _("E-mail"),
            "phone": _("Phone"),
            "why": _("Why would you like to join?"),
            "discreet": _("Write to me in neutral words only"),
        }
        help_texts = {
            "organization_name": _("Leave this empty if you would serve in your own name."),
            "name": _("As you wish to be called. It need not be your legal name."),
            "email": _("We send a link there; your application is read once you have confirmed it."),
            "why": format_lazy("{} {}", SAFE, _("You need not say anything about your own past.")),
            "discreet": _("Neither the sender nor the subject of our mail will say who we are."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].required = True
        self.fields["why"].max_length = 3000
        self.fields["counties"].label = _("Counties you serve")
        self.fields["tribes"].label = _("Tribes you work with")
        self.fields["statewide"].label = _("We serve the whole state")
        for name, hint in (("name", "name"), ("email", "email"), ("phone", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = hint

    def clean(self):
        values = super().clean()
        individual = values.get("kind") == OrganizationKind.INDIVIDUAL
        if individual:
            values["organization_name"] = ""
        elif not values.get("organization_name") and "organization_name" not in self.errors:
            self.add_error("organization_name", _("Give the name of the organization or group."))
        if len(values.get("why") or "") > 3000:
            self.add_error("why", _("Please keep this under 3,000 characters."))
        return values


class AnswerForm(forms.Form):
    """The applicant's answer to a question."""

    answer = forms.CharField(
        label=_("Your answer"), help_text=SAFE, max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )


class QuestionForm(forms.Form):
    """What the coordinator asks before deciding."""

    question = forms.CharField(
        label=_("Your question"),
        help_text=_("It is sent as you write it here."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class LetterForm(forms.Form):
    """A letter that the coordinator may change before it is sent; not for those written to in neutral words."""

    letter = forms.CharField(
        label=_("The letter"),
        help_text=_("Change it as you like; it is sent as it stands here."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        if application.neutral:
            self.fields["letter"].label = _("Your words, to be read on a page")
            self.fields["letter"].help_text = _(
                "The mail itself says in neutral words that something is waiting."
            )


class ApproveForm(LetterForm):
    """What the new seat is; an organization of that name which is here already can be chosen instead."""

    existing = forms.ModelChoiceField(
        Organization.objects.none(),
        required=False,
        empty_label=_("No, a new seat"),
        label=_("Is it one of these?"),
        help_text=_("An organization with this name is on the roster. The person then acts for it."),
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        empty_label=_("Someone new"),
        label=_("Who takes the seat?"),
        help_text=_("This address is on the roster. Someone new cannot sign in with another's address."),
    )
    name = forms.CharField(max_length=200, label=_("Name of the seat"))
    sector = forms.ModelChoiceField(Sector.objects, label=_("Sector"))
    channel = forms.ChoiceField(
        choices=[(Channel.EMAIL, _("E-mail, in neutral words")), (Channel.NONE, Channel.NONE.label)],
        label=_("How mail reaches this person"),
        help_text=_("The sector is protected: choose before the first mail leaves. It can be changed later."),
    )

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, application=application, **kwargs)
        self.application = application
        protected = bool(application.sector and application.sector.protected)
        label = next(free_labels()) if protected and not application.organization_name else ""
        self.initial = {
            "name": label or application.seat_name,
            "sector": application.sector,
        } | self.initial
        same = same_name(application)
        self.fields["existing"].queryset = Organization.objects.filter(pk__in=[seat.pk for seat in same])
        if not same:
            del self.fields["existing"]
        known = same_address(application)
        self.fields["person"].queryset = known
        self.fields["person"].label_from_instance = lambda person: person.name
        self.initial["person"] = known.first()
        if not known:
            del self.fields["person"]
        if protected:
            self.fields["name"].help_text = _("A protected seat's name is a label and names nobody.")
        else:
            del self.fields["channel"]
        self.order_fields(["existing", "person", "name", "sector", "channel", "letter"])

    def fields_of_seat(self) -> dict:
        """What `create_organization` takes."""
        application = self.application
        return {
            "name": self.cleaned_data["name"],
            "sector": self.cleaned_data["sector"],
            "kind": application.kind,
            "statewide": application.statewide,
            "website": application.website,
            "counties": list(application.counties.all()),
            "tribes": list(application.tribes.all()),
        }


def same_address(application: Application) -> QuerySet[Person]:
    """People on the roster with this address."""
    return Person.objects.filter(email__iexact=application.email)


def same_name(application: Application) -> list[Organization]:
    """Organizations on the roster that go by this name."""
    key = organization_key(application.organization_name)
    seats = Organization.objects.exclude(sector__protected=True) if key else []
    return [seat for seat in seats if organization_key(seat.name) == key]
