"""The words a person agrees to, by version; an old version is never edited, a new one is added."""

from django.utils.translation import gettext_lazy as _

MONTHS = 12
CURRENT = "2026-11"
TEXTS = {
    "2026-11": _(
        "Show what I chose to whom I chose, for twelve months. I can take this back at any time, and it is "
        "gone with the next page anyone opens. Nothing else in the consortium depends on it."
    ),
}
