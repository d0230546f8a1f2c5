"""Fields that several of the members' forms share."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from members.models import County, Tribe


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class QuickSelect(forms.Select):
    """A select whose options are written without two templates for each: a list of counties has 72."""

    def render(self, name, value, attrs=None, renderer=None):
        widget = self.get_context(name, value, attrs)["widget"]
        options = (option for _group, group, _index in widget["optgroups"] for option in group)
        written = format_html_join(
            "",
            "<option{}>{}</option>",
            ((flatatt({"value": option["value"], **option["attrs"]}), option["label"]) for option in options),
        )
        return format_html("<select{}>{}</select>", flatatt({"name": name, **widget["attrs"]}), written)


class _AllAtOnce(ModelChoiceIterator):
    """The choices in one question; Django's own opens and closes a cursor for each field on PostgreSQL."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for row in self.queryset.all():
            yield self.choice(row)


class QuickChoiceField(forms.ModelChoiceField):
    """One of some dozens of rows, written and asked for quickly."""

    widget = QuickSelect
    iterator = _AllAtOnce


class Boxes(forms.CheckboxSelectMultiple):
    """Many boxes in a frame of their own; where scripts run, `boxes.js` adds a field that narrows them."""

    template_name = "members/widgets/boxes.html"


class TribesField(forms.ModelMultipleChoiceField):
    """Tribes by their short names."""

    def label_from_instance(self, tribe: Tribe) -> str:
        return tribe.short_name


class PlacesMixin(forms.Form):
    """Where an organization works. A county is enough; no street address is asked for (R5)."""

    statewide = forms.BooleanField(required=False, label=_("Works in the whole state"))
    counties = forms.ModelMultipleChoiceField(
        County.objects.all(),
        required=False,
        label=_("Counties"),
        widget=Boxes,
    )
    tribes = TribesField(
        Tribe.objects.all(),
        required=False,
        label=_("Tribes"),
        widget=Boxes,
    )
