from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from members.importing import Roster
from members.importing.table import LARGEST, TOO_LARGE
from members.models import Sector

LABELS = {
    "organization": _("Organization"),
    "sector": _("Sector"),
    "name": _("Name of a person"),
    "first": _("First name"),
    "middle": _("Middle name"),
    "last": _("Last name"),
    "email": _("E-mail"),
    "email2": _("Second e-mail"),
    "phone": _("Phone"),
    "mobile": _("Second phone"),
    "job": _("Job title"),
    "role": _("Primary or alternate"),
    "second": _("Alternate: name"),
    "second_email": _("Alternate: e-mail"),
    "second_phone": _("Alternate: phone"),
    "counties": _("Counties"),
    "workgroups": _("Workgroups"),
    "mou": _("MOU date"),
    "website": _("Website"),
    "labels": _("Labels"),
    "notes": _("Notes (never imported)"),
}
MOST = 60


class UploadForm(forms.Form):
    """The file as it is; nothing is written to the roster before it is confirmed."""

    file = forms.FileField(
        label=_("Roster file"),
        help_text=_("CSV or Excel: your own sheet, or an export of Outlook, Google Contacts or CiviCRM."),
    )

    def clean_file(self):
        """Asked of the upload's size, before anything of it is read."""
        if self.cleaned_data["file"].size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return self.cleaned_data["file"]


class ChoicesForm(forms.Form):
    """What only a person can say: what a sector spelled too far off means, and what stands in which column."""

    def __init__(self, *args, roster: Roster, sectors: dict[str, str], suggest, **kwargs):
        super().__init__(*args, **kwargs)
        self.roster = roster
        self.spellings = sorted(set(roster.unknown_sectors.values()))
        self._ask_for_sectors(sectors, suggest)
        self._ask_for_columns()

    def _ask_for_sectors(self, picked: dict[str, str], suggest) -> None:
        sectors = [("", _("No sector"))] + [(s.code, s.name) for s in Sector.objects.all()]
        names = dict(sectors)
        before = {text: picked.get(str(row), "") for row, text in self.roster.unknown_sectors.items()}
        for number, spelling in enumerate(self.spellings):
            near = names.get(suggest(spelling), "")
            self.fields[f"sector_{number}"] = forms.ChoiceField(
                label=_("Sector “%s”") % spelling,
                choices=sectors,
                initial=before[spelling],
                required=False,
                help_text=format_html(_("Did you mean {}?"), near) if near else "",
            )

    def _ask_for_columns(self) -> None:
        """Of those that hold anything; what was recognized is chosen already."""
        columns = self.roster.columns
        filled = [i for i, sample in enumerate(columns.samples) if sample and columns.meaning(i) != "kind"]
        self.positions = filled[:MOST]
        for position in self.positions:
            name, meaning = columns.header[position], columns.meaning(position)
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=_("Column “%s”") % name if name else _("Column %d, which has no name") % (position + 1),
                choices=[("", _("Not used")), *LABELS.items()],
                initial=meaning if meaning in LABELS else "",
                required=False,
                help_text=format_html(_("Such as: {}"), columns.samples[position]),
            )

    def sector_fields(self):
        return [self[name] for name in self.fields if name.startswith("sector_")]

    def column_fields(self):
        return [self[name] for name in self.fields if name.startswith("column_")]

    def chosen_columns(self) -> dict[str, str]:
        """What each column that was asked about means."""
        asked = {str(at): f"column_{at}" for at in self.positions}
        return {at: self.cleaned_data[name] for at, name in asked.items() if name in self.data}

    def chosen_sectors(self) -> dict[int, str]:
        picked = {
            spelling: self.cleaned_data[f"sector_{number}"] for number, spelling in enumerate(self.spellings)
        }
        return {row: picked[text] for row, text in self.roster.unknown_sectors.items() if picked[text]}
