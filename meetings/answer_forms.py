"""What an invitee fills in; the same on the signed link and on the signed-in page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.enums import Format, Response
from meetings.models import AttendanceMode, Invitation, Meeting
from members.models import Person

ANSWERS = [(Response.ACCEPTED, _("Yes")), (Response.TENTATIVE, _("Maybe")), (Response.DECLINED, _("No"))]
REMOTE_YES = "accepted-remote"


class RsvpForm(forms.Form):
    """Yes, maybe or no; one press is enough, everything else may be added."""

    response = forms.ChoiceField(
        label=_("Your answer"),
        choices=[*ANSWERS, (REMOTE_YES, _("Yes, online"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose Yes, Maybe or No."),
            "invalid_choice": _("Choose Yes, Maybe or No."),
        },
    )


class DetailsForm(forms.Form):
    """The answer with all that belongs to it."""

    response = forms.ChoiceField(
        label=_("Your answer"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose Yes, Maybe or No.")},
    )
    mode = forms.ChoiceField(
        label=_("How you come"), choices=AttendanceMode.choices, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label=_("A note to whoever runs the meeting"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    meal = forms.CharField(label=_("What you eat, or do not"), max_length=200, required=False)
    access = forms.CharField(
        label=_("What you need to take part"),
        max_length=500,
        required=False,
        help_text=_(
            "Interpreter, step-free way, companion. Only the coordinator reads these two; they are erased 30 days after the meeting."
        ),
    )
    shows = forms.BooleanField(label=_("Other members may see that I come"), required=False)

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        if meeting.format == Format.IN_PERSON:
            del self.fields["mode"]


class AlternateForm(forms.Form):
    """Who comes instead: a colleague in one press, or someone whom the coordinator first agrees to."""

    colleague = forms.ModelChoiceField(
        label=_("Someone from your organization"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Choose a person"),
    )
    name = forms.CharField(label=_("Or someone else: their name"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("Their e-mail address"),
        required=False,
        help_text=_("The coordinator agrees first; until then the invitation stays yours."),
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        field.queryset = colleagues
        field.choices = [
            ("", field.empty_label),
            *((person.pk, person.display_name or person.name) for person in colleagues),
        ]
        if not colleagues:
            del self.fields["colleague"]
            self.fields["name"].label = _("Their name")

    def clean(self):
        values = super().clean()
        if not values.get("colleague") and not values.get("email") and "email" not in self.errors:
            self.add_error("email", _("Choose a person, or give a name and an e-mail address."))
        if values.get("email") and not values.get("name"):
            self.add_error("name", _("Give their name too."))
        return values


def details_of(invitation: Invitation) -> dict:
    """What stands already; what she needs is not shown again, since a mail may have been passed on."""
    answered = invitation.response != Response.NONE
    return {
        "response": invitation.response if answered else "",
        "mode": invitation.mode,
        "note": invitation.note,
        "shows": invitation.shows,
    }
