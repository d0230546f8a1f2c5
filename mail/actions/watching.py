"""Telling the coordinator that a part which works out of sight has fallen silent."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from mail import heartbeats
from mail.actions.posting import post
from mail.languages import speaking_to
from mail.models import Heartbeat, Message


@transaction.atomic
def warn_of_silence() -> list[Message]:
    """One mail to each coordinator for each silence; later calls in the same silence write nothing."""
    written = []
    for sign in heartbeats.silent():
        row = Heartbeat.objects.select_for_update().get(part=sign.part)
        for person in get_user_model().objects.filter(is_coordinator=True, is_active=True):
            with speaking_to(person):
                message = post(
                    kind="silent_part",
                    person=person,
                    about=row,
                    reference=f"{sign.at:%Y-%m-%dT%H:%M:%S}",
                    subject=_("Something has stopped working"),
                    body=f"{sign.words}\n\n"
                    + _("Whoever runs the server should look at it. How it stands now:"),
                    discreet_body=_("Something needs your attention."),
                    path="/status/",
                    label=_("How it stands"),
                )
            written += [message] if message else []
        if row.warned_at is None or row.warned_at < row.at:
            row.warned_at = timezone.now()
            row.save(update_fields=["warned_at"])
            record("heartbeat.silent", row, by=None, part=row.part)
    return written
