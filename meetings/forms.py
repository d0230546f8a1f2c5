from django import forms

from meetings.enums import Response


class RsvpForm(forms.Form):
    """Yes, maybe or no."""

    response = forms.ChoiceField(choices=[c for c in Response.choices if c[0] != Response.NONE])


class MoveForm(forms.Form):
    """A meeting's new time, in the consortium's zone."""

    starts_at = forms.DateTimeField(
        label="Begins", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(
        label="Ends", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def clean(self):
        values = super().clean()
        starts, ends = values.get("starts_at"), values.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "Give an end after the beginning.")
        return values
