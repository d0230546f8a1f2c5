"""The topics of a resource, typed in one line."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 80
MOST = 12


class TopicsField(forms.CharField):
    """Names between commas; its value is the list of them, each once."""

    def __init__(self):
        super().__init__(label=_("Topics"), required=False, max_length=MOST * LONGEST)

    def offer(self, names: list[str]) -> None:
        """Say which names are in use, so that one thing gets one name."""
        hint = _("Separated by commas.")
        self.help_text = f"{hint} " + _("In use:") + f" {', '.join(names)}." if names else hint

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        words = (" ".join(part.split()) for part in re.split("[,;]", super().clean(value)))
        names = list({word.casefold(): word for word in words if word}.values())
        if len(names) > MOST:
            raise forms.ValidationError(_("Give at most 12 topics."))
        if any(len(name) > LONGEST for name in names):
            raise forms.ValidationError(_("Give topics of at most 80 letters, separated by commas."))
        return names

    def has_changed(self, initial, data) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
