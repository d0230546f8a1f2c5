"""What is filled in before a meeting: the year's rule, a change, whom to ask, dates to choose from."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from charter.models import Charter, Holiday
from meetings.enums import Format, Tell
from meetings.forms import LocalTime, ScheduleForm, TimesForm
from meetings.models import Meeting, Venue
from meetings.year import Rule
from members.models import Organization, Person
from workgroups.models import Workgroup

WEEKS = [(1, _("first")), (2, _("second")), (3, _("third")), (4, _("fourth")), (-1, _("last"))]
TIME = {"type": "time"}
DAY = {"type": "date"}


class YearForm(forms.Form):
    """The n-th weekday of some months, from one time to another, and what all of them share."""

    week = forms.TypedChoiceField(label=_("Which"), choices=WEEKS, coerce=int, initial=3)
    weekday = forms.TypedChoiceField(
        label=_("Weekday"), choices=list(WEEKDAYS.items()), coerce=int, initial=3
    )
    months = forms.TypedMultipleChoiceField(
        label=_("Months"),
        choices=list(MONTHS.items()),
        coerce=int,
        initial=[3, 6, 9, 12],
        widget=forms.CheckboxSelectMultiple,
    )
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    begins = forms.TimeField(label=_("Begins"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    ends = forms.TimeField(label=_("Ends"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    title = forms.CharField(label=_("Title"), max_length=150, initial=_("Quarterly meeting"))
    format = forms.ChoiceField(label=_("Kind"), choices=Format.choices)
    venue = forms.ModelChoiceField(label=_("Place"), queryset=Venue.objects.all(), required=False)
    room = forms.CharField(label=_("Room"), max_length=80, required=False)
    join_link = forms.URLField(label=_("Link to join online"), required=False, assume_scheme="https")

    def __init__(self, *args, **kwargs):
        first = {"year": timezone.localdate().year + 1, "begins": time(10), "ends": time(14)}
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean(self):
        values = super().clean()
        if values.get("begins") and values.get("ends") and values["ends"] <= values["begins"]:
            self.add_error("ends", _("Give an end after the beginning."))
        return values

    @property
    def rule(self) -> Rule:
        given = self.cleaned_data
        return Rule(given["week"], given["weekday"], tuple(given["months"]), given["begins"], given["ends"])

    @property
    def common(self) -> dict:
        """What every meeting of the year has."""
        given = self.cleaned_data
        room = given["room"] or (given["venue"].room if given["venue"] else "")
        return {name: given[name] for name in ("title", "format", "venue", "join_link")} | {"room": room}


class DaysForm(forms.Form):
    """The year's days as they were proposed or changed; one may be left out by emptying it."""

    def __init__(self, *args, days=(), **kwargs):
        super().__init__(*args, **kwargs)
        for number, day in enumerate(days, start=1):
            self.fields[f"day_{number}"] = forms.DateField(
                label=_("Meeting %(number)d") % {"number": number},
                required=False,
                initial=day,
                widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            )

    @property
    def days(self) -> list:
        return sorted({day for day in self.cleaned_data.values() if day})


class GroupMeetingForm(ScheduleForm):
    """A new meeting: of the whole consortium, or of a workgroup that this person may call."""

    class Meta(ScheduleForm.Meta):
        fields = [
            "title",
            "workgroup",
            "starts_at",
            "ends_at",
            "format",
            "venue",
            "room",
            "join_link",
            "capacity",
        ]
        labels = ScheduleForm.Meta.labels | {"workgroup": _("Whose meeting"), "venue": _("Place")}

    def __init__(self, *args, groups, only_groups: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workgroup"].queryset = groups
        self.fields["workgroup"].required = only_groups
        self.fields["workgroup"].empty_label = (
            _("Choose a workgroup") if only_groups else _("The whole consortium")
        )


class ChangeForm(TimesForm, forms.ModelForm):
    """Everything that a change may touch."""

    class Meta:
        model = Meeting
        fields = ["title", "starts_at", "ends_at", "format", "venue", "room", "join_link", "capacity"]
        labels = ScheduleForm.Meta.labels | {"venue": _("Place"), "format": _("Kind")}
        widgets = {"starts_at": LocalTime, "ends_at": LocalTime}


class TellForm(forms.Form):
    """Who is written to about it."""

    tell = forms.ChoiceField(
        label=_("Who is told"), choices=Tell.choices, widget=forms.RadioSelect, initial=Tell.EVERYBODY
    )


class CloneForm(forms.Form):
    """The new beginning; everything else is as before."""

    starts_at = forms.DateTimeField(label=_("Begins"), widget=LocalTime)


class AskForm(forms.Form):
    """Whom to ask."""

    STAGES = [
        ("invitation", _("The invitation")),
        ("save_the_date", _("Only save the date; the invitation follows")),
    ]
    stage = forms.ChoiceField(
        label=_("What to send"), choices=STAGES, widget=forms.RadioSelect, initial="invitation"
    )
    everyone = forms.BooleanField(
        label=_("Everyone: all who act for a member"),
        required=False,
        help_text=_("Groups are remembered: who joins one later is asked too, who leaves is let go."),
    )
    workgroups = forms.ModelMultipleChoiceField(
        label=_("Workgroups"),
        queryset=Workgroup.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organizations = forms.ModelMultipleChoiceField(
        label=_("Organizations"), queryset=Organization.objects.active(), required=False
    )
    people = forms.ModelMultipleChoiceField(
        label=_("People"), queryset=Person.objects.filter(is_active=True).order_by("name"), required=False
    )

    def __init__(self, *args, meeting: Meeting, groups, names, wide: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workgroups"].queryset = groups
        if meeting.workgroup_id and not meeting.audiences.exists():
            self.fields["workgroups"].initial = [meeting.workgroup_id]
        self.fields["people"].label_from_instance = names
        if not wide:
            del self.fields["everyone"], self.fields["organizations"]
            serving = meeting.workgroup.roles.current().values("person") if meeting.workgroup else []
            self.fields["people"].queryset = Person.objects.filter(is_active=True, pk__in=serving)
        if meeting.invitations.exists():
            del self.fields["stage"]

    def clean(self):
        values = super().clean()
        chosen = ("everyone", "workgroups", "organizations", "people")
        if not self.errors and not any(values.get(name) for name in chosen):
            raise forms.ValidationError(_("Choose a group, an organization or a person."))
        return values

    @property
    def whom(self) -> dict:
        """What `ask` takes."""
        given = dict(self.cleaned_data)
        return given | {"provisional": given.pop("stage", "") == "save_the_date"}


class GuestForm(forms.Form):
    """Someone without a seat."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))


class PollForm(forms.Form):
    """Three dates, one length, and whom to ask."""

    title = forms.CharField(label=_("What for"), max_length=150)
    workgroup = forms.ModelChoiceField(
        label=_("Who is asked"), queryset=Workgroup.objects.none(), required=False
    )
    venue = forms.ModelChoiceField(label=_("Place"), queryset=Venue.objects.all(), required=False)
    first = forms.DateTimeField(label=_("First date"), widget=LocalTime)
    second = forms.DateTimeField(label=_("Second date"), widget=LocalTime)
    third = forms.DateTimeField(label=_("Third date"), widget=LocalTime, required=False)
    hours = forms.DecimalField(
        label=_("How many hours"), min_value=0.25, max_value=12, initial=4, decimal_places=2
    )

    def __init__(self, *args, groups, only_groups: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workgroup"].queryset = groups
        self.fields["workgroup"].required = only_groups
        self.fields["workgroup"].empty_label = (
            _("Choose a workgroup") if only_groups else _("The whole consortium")
        )

    def clean(self):
        values = super().clean()
        given = [values[name] for name in ("first", "second", "third") if values.get(name)]
        if len(set(given)) < len(given):
            raise forms.ValidationError(_("Give different dates."))
        return values

    @property
    def dates(self) -> list[tuple[datetime, datetime]]:
        given = self.cleaned_data
        length = timezone.timedelta(hours=float(given["hours"]))
        starts = [given[name] for name in ("first", "second", "third") if given.get(name)]
        return [(start, start + length) for start in starts]


class HolidayForm(forms.ModelForm):
    """A day on which nobody should meet."""

    class Meta:
        model = Holiday
        fields = ["day", "name"]
        labels = {"day": _("Day"), "name": _("What it is")}
        widgets = {"day": forms.DateInput(attrs=DAY, format="%Y-%m-%d")}


def here() -> ZoneInfo:
    """The consortium's own zone, in which times are typed."""
    return ZoneInfo(Charter.load().time_zone)
