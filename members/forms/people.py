from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from members.directory import GROUPS
from members.enums import Channel, ListedField, ListedTo
from members.models import Person

ASKED = {
    "display_name": _("How others see you"),
    "pronouns": _("Pronouns"),
    "title": pgettext_lazy("person", "Title"),
    "phone": _("Phone"),
}


class PeopleFilterForm(forms.Form):
    """How the list is narrowed; the groups are the coordinator's."""

    q = forms.CharField(required=False, label=_("Name"), max_length=100, widget=forms.SearchInput)
    group = forms.ChoiceField(
        required=False,
        label=_("Show"),
        choices=[("", _("Everyone")), *[(code, label) for code, (label, _rule) in GROUPS.items()]],
    )

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        if not viewer.sees_all:
            del self.fields["group"]

    def wanted(self) -> dict:
        self.is_valid()
        return self.cleaned_data


class LanguageField(forms.ChoiceField):
    """In which language someone reads this site and her mail; empty: the site's."""

    def __init__(self, **kwargs):
        offered = [
            (code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
        ]
        choices = [("", _("As the site")), *offered]
        super().__init__(choices=choices, required=False, label=_("Language of mail and pages"), **kwargs)


class PersonForm(forms.ModelForm):
    """A person's record, for the coordinator."""

    language = LanguageField()

    class Meta:
        model = Person
        fields = ["name", "display_name", "pronouns", "title", "phone", "mailing_address", "language"]
        labels = {
            "name": _("Name"),
            "display_name": _("How others see this person"),
            "pronouns": _("Pronouns"),
        }
        help_texts = {"display_name": _("Empty: the name above, or for a protected seat no name at all.")}


class NewPersonForm(PersonForm):
    email = forms.EmailField(required=False, label=_("E-mail"))


class ChannelForm(forms.Form):
    """How mail reaches her and in which words. For a protected seat this comes before the first mail."""

    channel = forms.ChoiceField(
        choices=[choice for choice in Channel.choices if choice[0] != Channel.UNDECIDED],
        label=_("How mail reaches this person"),
        widget=forms.RadioSelect,
    )
    contact_name = forms.CharField(max_length=150, required=False, label=_("Name of the contact"))
    contact_email = forms.EmailField(required=False, label=_("E-mail of the contact"))
    discreet = forms.BooleanField(
        required=False,
        label=_("Discreet mail"),
        help_text=_(
            "A neutral sender, subject and calendar title, and only a neutral line and a link in it."
        ),
    )

    def clean(self):
        values = super().clean()
        contact = values.get("channel") == Channel.CONTACT
        if contact and not values.get("contact_email") and "contact_email" not in self.errors:
            self.add_error("contact_email", _("Give the address of the contact."))
        return values


class AddressForm(forms.Form):
    email = forms.EmailField(label=_("Another e-mail address"))


class MeForm(forms.ModelForm):
    """What a person says of herself."""

    class Meta:
        model = Person
        fields = ["display_name", "pronouns", "title", "phone", "mailing_address", "chair_sees_name"]
        labels = {**ASKED, "chair_sees_name": _("The chairs of my workgroups may read my name")}
        help_texts = {
            "display_name": _("Stands wherever others read your name. Empty: your name."),
            "chair_sees_name": "",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.protected:
            self.fields["display_name"].help_text = _(
                "Stands wherever others read your name. Empty: others read “A member”."
            )
        else:
            del self.fields["chair_sees_name"]


class MyMailForm(forms.Form):
    """How mail reaches me. A contact is arranged with the coordinator."""

    channel = forms.ChoiceField(label=_("Mail"), widget=forms.RadioSelect)
    discreet = ChannelForm.base_fields["discreet"]
    language = LanguageField()

    def __init__(self, *args, person: Person, **kwargs):
        initial = {"channel": person.channel, "discreet": person.discreet, "language": person.language}
        super().__init__(*args, initial=initial, **kwargs)
        kept = {Channel.EMAIL, Channel.NONE, person.channel} - {Channel.UNDECIDED}
        words = {**dict(Channel.choices), Channel.NONE: _("No mail: I look here myself")}
        self.fields["channel"].choices = [(c, words[c]) for c in Channel.values if c in kept]


class ListingForm(forms.Form):
    """Who may find me in the directory, and what they read there: one decision for each field."""

    name = forms.ChoiceField(label=_("My name"))
    email = forms.ChoiceField(label=_("My e-mail address"))
    phone = forms.ChoiceField(label=_("My phone number"))
    title = forms.ChoiceField(label=_("My title"))
    pronouns = forms.ChoiceField(label=_("My pronouns"))
    seats = forms.ChoiceField(label=_("Whom I represent"))

    WIDER = [ListedTo.WORKGROUP, ListedTo.MEMBERS, ListedTo.PUBLIC]

    def __init__(self, *args, person: Person, **kwargs):
        agreed = {(c.audience, c.field) for c in person.consents.open().of_people()}
        shown = {
            f: max((self.WIDER.index(a) for a, of in agreed if of == f), default=-1) for f in ListedField
        }
        initial = {field: self.WIDER[at] if at >= 0 else "" for field, at in shown.items()}
        super().__init__(*args, initial=initial, **kwargs)
        self.person = person
        if person.protected:
            del self.fields["seats"]  # nothing may link her to one, whatever she ticks
        choices = [("", _("The coordinator alone")), *ListedTo.choices]
        for field in self.fields.values():
            field.required, field.choices = False, choices

    def clean(self):
        values = super().clean()
        name = self._reach(values.get("name"))
        for field in self.fields.keys() - {"name"}:
            if self._reach(values.get(field)) > name:
                self.add_error(field, _("Show your name to the same people, or fewer people this."))
        if name >= 0 and self.person.protected and not self.person.display_name:
            self.add_error("name", _("First choose how others see you: you are listed by that name only."))
        return values

    def _reach(self, audience) -> int:
        return self.WIDER.index(audience) if audience else -1

    def choices(self) -> set[tuple[str, str]]:
        """As `agree` takes them."""
        return {(audience, field) for field, audience in self.cleaned_data.items() if audience}
