"""What the door sends: a press of the page, or the presses that a tablet kept while it had no network."""

import uuid
from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.actions.door import Press
from meetings.door import UNPROTECTED, seats_at
from meetings.models import AttendanceMode
from members.models import Organization, Person, Representation
from members.visibility import Viewer

ACTS = [(act, act) for act in ("in", "remote", "out", "undo")]
OLDEST = timedelta(days=2)
UNKNOWN = _("No organization here is called that. Choose one from the list, or leave it empty.")


class PressForm(forms.Form):
    """One press; `remote` is `in` by video. A person is taken only from the organization she stands for.

    Nobody learns here who that is: whom the door does not offer beside an organization is refused alike, and
    without a `viewer` no person is taken at all.
    """

    act = forms.ChoiceField(choices=ACTS)
    organization = forms.ModelChoiceField(Organization.objects.none(), required=False)
    person = forms.ModelChoiceField(Person.objects.filter(is_active=True), required=False)
    guest = forms.CharField(max_length=150, required=False)
    mode = forms.ChoiceField(choices=AttendanceMode.choices, required=False)
    id = forms.UUIDField(required=False)

    def __init__(self, *args, whole: bool, viewer: Viewer | None, **kwargs):
        super().__init__(*args, **kwargs)
        self._viewer = viewer
        self.fields["organization"].queryset = seats_at(whole=whole)
        if viewer is None:
            self.fields["person"].queryset = Person.objects.none()
            self.fields["person"].disabled = True

    def clean(self):
        values = super().clean()
        if not values.get("organization") and not values.get("guest"):
            self.add_error("guest", _("Give a name."))
        if person := values.get("person"):
            stands_for = Representation.objects.on(timezone.localdate()).filter(
                person=person, organization=values.get("organization")
            )
            if not self._viewer.may_name_seats(person) or not stands_for.exists():
                self.add_error("person", _("This person does not act for this organization."))
        return values

    def press(self, at: datetime) -> Press:
        values = self.cleaned_data
        remote = values["act"] == "remote" or values["mode"] == AttendanceMode.REMOTE
        return Press(
            act="in" if values["act"] == "remote" else values["act"],
            at=at,
            organization=values["organization"],
            person=values["person"],
            guest=" ".join(values["guest"].split()),
            mode=AttendanceMode.REMOTE if remote else AttendanceMode.IN_PERSON,
            client_id=str(values["id"] or ""),
        )


class WalkInForm(forms.Form):
    """Someone who is not on the roster, as a guest or for an organization."""

    guest = forms.CharField(max_length=150, label=_("Name"))
    organization = forms.CharField(
        max_length=200,
        required=False,
        label=_("With"),
        help_text=_("An organization of ours, or nothing."),
        widget=forms.TextInput(attrs={"list": "register", "autocomplete": "off"}),
    )
    mode = forms.ChoiceField(
        choices=AttendanceMode.choices,
        widget=forms.RadioSelect,
        initial=AttendanceMode.IN_PERSON,
        label=_("How"),
    )

    def clean_organization(self):
        """The organization of that name, whichever letters are capital."""
        name = " ".join(self.cleaned_data["organization"].split())
        if not name:
            return None
        named = Organization.objects.active().filter(UNPROTECTED, name__iexact=name)
        if found := named.first():
            return found
        raise forms.ValidationError(UNKNOWN)

    def press(self) -> dict:
        """What a press at the door says of the guest."""
        place = self.cleaned_data["organization"]
        return self.cleaned_data | {"act": "in", "organization": place.pk if place else ""}


class PassForm(forms.Form):
    helper = forms.CharField(max_length=80, label=_("Who keeps the door"))


def pressed_at(note: dict, sent: float) -> datetime:
    """When a kept press was made, by how long ago the device says it was: its clock may be wrong.

    `note["at"]` and `sent` are milliseconds of that clock.
    """
    now = timezone.now()
    try:
        ago = timedelta(milliseconds=max(0.0, float(sent) - float(note["at"])))
    except (KeyError, TypeError, ValueError, OverflowError):
        return now
    return now - min(ago, OLDEST)


def pressed_in_list(data) -> dict:
    """A button of the list says `in=12`, and `person-12` who came for it; any other form is as it stands."""
    for act, _label in ACTS:
        if (place := data.get(act, "")).isdecimal():
            return {"act": act, "organization": place, "person": data.get(f"person-{place}", "")}
    return data


def is_client_id(text) -> bool:
    """Whether a device gave this press an id that can be told apart from every other."""
    try:
        return bool(uuid.UUID(str(text)))
    except ValueError:
        return False
