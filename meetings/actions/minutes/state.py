"""What every act on minutes asks first and writes last."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.minutes_copy import Copy, as_text
from meetings.models import Meeting, Minutes, MinutesStep, MinutesVersion


class NotNow(Exception):
    """The minutes are not in a state for this; `str()` is the sentence to show. Nothing was written."""


class ChangedMeanwhile(Exception):
    """Someone else saved this passage; `current` is its text now, `changed` its count. Nothing was written."""

    def __init__(self, current: str, changed: int):
        super().__init__(_("Someone else changed this meanwhile."))
        self.current, self.changed = current, changed


def locked(minutes: Minutes) -> Minutes:
    """The row as it is now, held until the end of the transaction."""
    return Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)


def open_minutes(minutes: Minutes) -> Minutes:
    """The same, while words may still change."""
    minutes = locked(minutes)
    if not minutes.is_draft:
        raise NotNow(_("These minutes are approved: their words are final."))
    return minutes


def step(minutes: Minutes, what: str, *, by, meeting: Meeting | None = None) -> None:
    """Keep who did what when, for the page's own history."""
    MinutesStep.objects.create(minutes=minutes, what=what, version=minutes.version, by=by, meeting=meeting)


def keep_words(minutes: Minutes) -> None:
    """The members' copy of this version, as it reads now, in the site's language whoever presses."""
    with override(settings.LANGUAGE_CODE):
        text = as_text(minutes, Copy.MEMBERS)
    MinutesVersion.objects.update_or_create(minutes=minutes, number=minutes.version, defaults={"text": text})
