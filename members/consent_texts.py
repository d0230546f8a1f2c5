"""The words a person agrees to, by version; an old version is never edited, a new one is added."""

from django.utils.translation import gettext_lazy as _

MONTHS = 12
CURRENT, CURRENT_OF_SEAT = "2026-11-27", "seat-2026-11-27"
TEXTS = {
    "2026-11": _(
        "Show what I chose to whom I chose, for twelve months. I can take this back at any time, and it is "
        "gone with the next page anyone opens. Nothing else in the consortium depends on it."
    ),
    "2026-11-27": _(
        "Of my name, e-mail address, phone number, title, pronouns and whom I represent, show each to those I "
        "chose for it and to nobody else, for twelve months. I can take this back at any time, and it is gone "
        "with the next page anyone opens. Nothing else in the consortium depends on it."
    ),
    "seat-2026-11-27": _(
        "Show the name, sector, website and counties and Tribes of the organization I represent to the public, "
        "for twelve months. Who represents it is not shown. I can take this back at any time."
    ),
}
