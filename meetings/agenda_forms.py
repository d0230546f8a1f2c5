"""Forms of the agenda: an item, a paper for it, a proposal and the answer to one."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from charter.uploads import check_upload
from meetings.forms import NameField
from meetings.models import AgendaItem, ItemAudience, ItemKind, Meeting
from meetings.name_choices import presenter
from meetings.policy import can_see_paid_time
from workgroups.models import Workgroup

PROPOSED = [choice for choice in ItemKind.choices if choice[0] not in (ItemKind.BREAK, ItemKind.CLOSED)]
NO_CASES = _("No names or details of victims or cases.")
CLOSED = _("Of a closed session the public notice shows these words: say by which provision it is closed.")


class ItemForm(forms.Form):
    """One line of the agenda."""

    title = forms.CharField(max_length=200, label=_("Item"))
    kind = forms.ChoiceField(choices=ItemKind.choices, required=False, label=_("Kind"))
    minutes = forms.IntegerField(
        min_value=1, max_value=600, initial=10, label=pgettext_lazy("duration", "Minutes")
    )
    presenter = forms.CharField(max_length=120, required=False, label=_("Presented by"))
    person = NameField(offers="people", label=_("Or someone on the roster"))
    workgroup = forms.ModelChoiceField(
        Workgroup.objects.all(), required=False, label=_("Workgroup"), empty_label=_("None")
    )
    details = forms.CharField(
        max_length=4000,
        required=False,
        label=_("What it is about"),
        help_text=format_lazy("{} {}", NO_CASES, CLOSED),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    audience = forms.ChoiceField(
        choices=ItemAudience.choices,
        required=False,
        label=_("Who may read it"),
        help_text=_("A public notice lists only what everyone may read."),
    )
    content_note = forms.CharField(
        max_length=200,
        required=False,
        label=_("Content note"),
        help_text=_("What to be ready for, so that people can step out: “describes violence”."),
    )
    paid_hours = forms.DecimalField(
        min_value=0,
        max_digits=5,
        decimal_places=2,
        required=False,
        label=_("Paid hours of a consultant"),
        help_text=_("Seen by the coordinator alone."),
    )

    def __init__(self, *args, meeting: Meeting, viewer, item: AgendaItem | None = None, **kwargs):
        start = {name: getattr(item, name) for name in self.base_fields if name != "person"} if item else None
        super().__init__(*args, initial=start, **kwargs)
        self.presenters = presenter(meeting, viewer)
        present = item.person if item else None
        self.fields["person"].offer(self.presenters, present, viewer.name(present))
        self.fields["kind"].initial = ItemKind.DISCUSSION
        self.fields["audience"].initial = ItemAudience.MEMBERS
        if not can_see_paid_time(viewer.person):
            del self.fields["paid_hours"]
            self.fields["audience"].choices = ItemAudience.choices[:2]

    def clean_kind(self):
        return self.cleaned_data["kind"] or ItemKind.DISCUSSION

    def clean_audience(self):
        return self.cleaned_data["audience"] or ItemAudience.MEMBERS

    @property
    def first(self):
        """The fields that every item needs; the rest unfolds."""
        return [self[name] for name in ("title", "kind", "minutes", "presenter")]

    @property
    def further(self):
        return [self[name] for name in self.fields if name not in ("title", "kind", "minutes", "presenter")]


class PaperForm(forms.Form):
    """A file to read before the item."""

    title = forms.CharField(max_length=150, label=_("Name of the paper"))
    file = forms.FileField(label=_("File"), help_text=_("PDF, Word, Excel, PowerPoint or plain text."))

    def clean_file(self):
        return check_upload(self.cleaned_data["file"])


class ProposalForm(forms.Form):
    """What a member would like to have on the agenda."""

    title = forms.CharField(max_length=200, label=_("What should be on the agenda?"))
    kind = forms.ChoiceField(choices=PROPOSED, label=_("Kind"), initial=ItemKind.DISCUSSION)
    minutes = forms.IntegerField(
        min_value=1, max_value=240, initial=10, label=pgettext_lazy("duration", "Minutes")
    )
    workgroup = forms.ModelChoiceField(
        Workgroup.objects.all(), required=False, label=_("For a workgroup"), empty_label=_("None")
    )
    reason = forms.CharField(
        max_length=2000,
        required=False,
        label=_("Why, and what should come of it"),
        help_text=NO_CASES,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """The coordinator's answer to a proposal; a reason is owed only for a No."""

    title = forms.CharField(max_length=200, label=_("On the agenda as"))
    minutes = forms.IntegerField(min_value=1, max_value=600, label=pgettext_lazy("duration", "Minutes"))
    note = forms.CharField(max_length=300, required=False, label=_("Note to whoever proposed it"))
    do = forms.ChoiceField(choices=[("accept", _("Accept")), ("decline", _("Decline"))])

    def clean(self):
        values = super().clean()
        if values.get("do") == "decline" and not values.get("note"):
            self.add_error("note", _("Say why it is not on the agenda this time."))
        return values
