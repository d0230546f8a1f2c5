from html import escape

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting


class LongSelect(forms.Select):
    """A choice among thousands: Django draws a template for each option, this one writes them in one go."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        options = "".join(
            f'<option value="{escape(str(key))}"{" selected" if str(key) in chosen else ""}>'
            f"{escape(str(label))}</option>"
            for key, label in self.choices
        )
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attributes, mark_safe(options))


class LocalTime(forms.DateTimeInput):
    """The browser's own picker; the value is wall time in the consortium's zone."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class TimesForm(forms.Form):
    """Two moments, the second after the first."""

    def clean(self):
        values = super().clean()
        starts, ends = values.get("starts_at"), values.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", gettext("Give an end after the beginning."))
        return values


class ScheduleForm(TimesForm, forms.ModelForm):
    """A new meeting."""

    class Meta:
        model = Meeting
        fields = ["title", "starts_at", "ends_at", "format", "venue", "room", "join_link"]
        labels = {"starts_at": _("Begins"), "ends_at": _("Ends"), "join_link": _("Link to join online")}
        widgets = {"starts_at": LocalTime, "ends_at": LocalTime}
