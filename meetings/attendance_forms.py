"""Forms about who was there."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.door import who
from meetings.door_forms import UNKNOWN
from meetings.forms import LocalTime, NameField
from meetings.minutes_forms import Day
from meetings.models import Attendance, AttendanceMode, Meeting
from meetings.name_choices import NameChoices, attendee, seat
from members.models import Organization

A_YEAR = timedelta(days=365)
BESIDE = _("Beside an organization someone is named only where she lets members read it.")


class HereForm(forms.Form):
    """In the room or on the line; for which of her organizations, where there are several."""

    mode = forms.ChoiceField(choices=AttendanceMode.choices)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), required=False, label=_("For"), empty_label=None
    )

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.filter(
            pk__in=[seat.pk for seat in seats]
        ).select_related("sector")
        if len(seats) < 2:
            self.fields["organization"].widget = forms.HiddenInput()
            self.fields["organization"].initial = seats[0].pk if seats else None


class GuestForm(forms.Form):
    """Someone at the poster who has no account."""

    name = forms.CharField(max_length=150, label=_("Your name, and where you are from"))
    mode = forms.ChoiceField(choices=AttendanceMode.choices)


class AttendanceForm(forms.ModelForm):
    """One line of the list; times are wall time in the consortium's zone."""

    organization = NameField(offers="organizations", unknown=UNKNOWN, label=_("Organization"))
    person = NameField(
        offers="people", label=_("Person"), help_text=_("A protected seat is kept without a person.")
    )

    class Meta:
        model = Attendance
        fields = ["organization", "person", "guest_name", "mode", "arrived_at", "left_at"]
        labels = {
            "guest_name": _("Or the name of a guest"),
            "mode": _("How"),
            "arrived_at": _("From"),
            "left_at": _("Left before the end at"),
        }
        widgets = {"arrived_at": LocalTime, "left_at": LocalTime}

    def __init__(self, *args, meeting: Meeting, viewer, whole: bool, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        self.seats = seat(meeting, viewer)
        self._offer("organization", self.seats, row.organization, str(row.organization or ""))
        if row.organization and not whole and not who(row, viewer):
            del self.fields["person"]
            return
        self.people = attendee(meeting, viewer)
        self._offer("person", self.people, row.person, viewer.name(row.person))
        if not whole:
            self.fields["person"].help_text = BESIDE

    def _offer(self, name: str, choices: NameChoices, present, called: str) -> None:
        self.fields[name].offer(choices, present, called)
        self.initial[name] = called

    def clean(self):
        values = super().clean()
        arrived, left = values.get("arrived_at"), values.get("left_at")
        if not (values.get("organization") or values.get("person") or values.get("guest_name")):
            self.add_error("organization", _("Say who was there: an organization, a person or a guest."))
        if values.get("person") and values.get("guest_name"):
            self.add_error("guest_name", _("Give a person or a guest, not both."))
        if arrived and left and left < arrived:
            self.add_error("left_at", _("Give a time after the arrival."))
        return values

    def validate_constraints(self):
        """Asked by the action, whose sentence says what to do."""


class ExportForm(forms.Form):
    """Which meetings, as what, and how exact."""

    first = forms.DateField(label=_("From"), widget=Day)
    last = forms.DateField(label=_("Until"), widget=Day)
    kind = forms.ChoiceField(
        choices=[("xlsx", "Excel"), ("csv", "CSV")], label=_("As"), widget=forms.RadioSelect, initial="xlsx"
    )
    exact = forms.BooleanField(
        required=False,
        label=_("Exact figures, for the coordinator alone"),
        help_text=_("Otherwise counts under five read “<5”, and the file may be handed on."),
    )
    purpose = forms.CharField(
        max_length=200, label=_("What for?"), help_text=_("Kept with your name and the day.")
    )

    def __init__(self, *args, **kwargs):
        today = timezone.localdate()
        super().__init__(*args, initial={"first": today - A_YEAR, "last": today, "kind": "xlsx"}, **kwargs)
