"""Side by side: for each field in which two records differ, which of the two values stays."""

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

from members.models import Organization, Person

FIELDS = {
    Person: [
        *["name", "display_name", "email", "phone", "title", "pronouns", "mailing_address", "channel"],
    ],
    Organization: [
        *["name", "kind", "sector", "status", "email", "phone", "website", "voting", "statewide"],
        *["mou_signed_on", "notes"],
    ],
}


class MergeForm(forms.Form):
    """One choice per field that differs; what only one of them has is proposed."""

    keep = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args, first: Model, second: Model, **kwargs):
        super().__init__(*args, **kwargs)
        self.first, self.second = first, second
        sides = [("first", first.name), ("second", second.name)]
        self.fields["keep"].choices = sides
        self.fields["keep"].initial = "first"
        self.fields["keep"].label = _("Which record stays?")
        self.fields["keep"].help_text = _(
            "Its address on this site stays; everything of the other moves to it."
        )
        for name in FIELDS[type(first)]:
            one, other = _shown(first, name), _shown(second, name)
            if one != other:
                self.fields[name] = forms.ChoiceField(
                    label=first._meta.get_field(name).verbose_name.capitalize(),
                    widget=forms.RadioSelect,
                    choices=[("first", one or _("(empty)")), ("second", other or _("(empty)"))],
                    initial="second" if other and not one else "first",
                )

    @property
    def kept_and_gone(self) -> tuple[Model, Model]:
        if self.cleaned_data["keep"] == "first":
            return self.first, self.second
        return self.second, self.first

    def values(self) -> dict:
        """The chosen value of every field, of those too in which they agree."""
        sides = {"first": self.first, "second": self.second}
        return {
            name: getattr(sides[self.cleaned_data.get(name, "first")], name)
            for name in FIELDS[type(self.first)]
        }


def _shown(record: Model, name: str) -> str:
    show = getattr(record, f"get_{name}_display", None)
    value = show() if show else getattr(record, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
