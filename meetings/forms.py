from django import forms

from meetings.enums import Response


class RsvpForm(forms.Form):
    """Yes, maybe or no."""

    response = forms.ChoiceField(choices=[c for c in Response.choices if c[0] != Response.NONE])
