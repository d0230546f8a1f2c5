from django import forms

from members.importing.columns import FIELDS
from members.importing.roster import Roster
from members.importing.table import LARGEST, TOO_LARGE
from members.models import Sector

LABELS = {
    "organization": "Organization",
    "sector": "Sector",
    "name": "Name of a person",
    "first": "First name",
    "middle": "Middle name",
    "last": "Last name",
    "email": "E-mail",
    "email2": "Second e-mail",
    "phone": "Phone",
    "mobile": "Second phone",
    "counties": "Counties",
    "workgroups": "Workgroups",
    "role": "Primary or alternate",
    "job": "Job title",
    "mou": "MOU date",
    "website": "Website",
    "labels": "Labels",
    "notes": "Notes (never imported)",
}


class UploadForm(forms.Form):
    """The file as it is; nothing is written to the roster before it is confirmed."""

    file = forms.FileField(
        label="Roster file",
        help_text="CSV or Excel: your own sheet, or an export of Outlook, Google Contacts or CiviCRM.",
    )

    def clean_file(self):
        """Asked of the upload's size, before anything of it is read."""
        if self.cleaned_data["file"].size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return self.cleaned_data["file"]


class ChoicesForm(forms.Form):
    """What the file leaves open: columns that were not known, and sectors spelled too far off."""

    def __init__(self, *args, roster: Roster, suggest, **kwargs):
        super().__init__(*args, **kwargs)
        self.roster = roster
        self.spellings = sorted(set(roster.unknown_sectors.values()))
        sectors = [("", "No sector")] + [(s.code, s.name) for s in Sector.objects.all()]
        names = dict(sectors)
        for number, spelling in enumerate(self.spellings):
            near = names.get(suggest(spelling), "")
            self.fields[f"sector_{number}"] = forms.ChoiceField(
                label=f"Sector “{spelling}”",
                choices=sectors,
                required=False,
                help_text=f"Did you mean {near}?" if near else "",
            )
        meanings = [("", "Not used")] + [(name, LABELS[name]) for name in FIELDS if name in LABELS]
        known = set(roster.columns.at.values())
        self.unknown = [i for i, name in enumerate(roster.columns.header) if name and i not in known][:40]
        for position in self.unknown:
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=f"Column “{roster.columns.header[position]}”", choices=meanings, required=False
            )

    def chosen_columns(self) -> dict[str, int]:
        chosen = {self.cleaned_data[f"column_{position}"]: position for position in self.unknown}
        chosen.pop("", None)
        return chosen

    def chosen_sectors(self) -> dict[int, str]:
        picked = {
            spelling: self.cleaned_data[f"sector_{number}"] for number, spelling in enumerate(self.spellings)
        }
        return {row: picked[text] for row, text in self.roster.unknown_sectors.items() if picked[text]}
