"""The coordinator is told, in private and once, of an organization that stays away."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.record import record
from charter.models import Charter
from mail.actions import post
from mail.languages import speaking_to
from mail.letters import render
from meetings.absences import Missing
from meetings.quorum import day_of
from members.standing_in import coordinators


@transaction.atomic
def tell_of_absence(missing: Missing) -> int:
    """One mail to each coordinator for one streak, however long it grows; says how many were written."""
    charter, organization = Charter.load(), missing.organization
    first = missing.meetings[-1]
    context = {
        "organization": organization,
        "count": len(missing.meetings),
        "allowed": charter.absences_before_notice,
        "days": [day_of(meeting, charter) for meeting in reversed(missing.meetings)],
    }
    written = []
    for person in coordinators():
        with speaking_to(person):
            message = post(
                kind="absence_notice",
                person=person,
                about=organization,
                reference=f"since:{first.pk}",
                discreet_body=_("Something is waiting for you."),
                path=f"/organizations/{organization.pk}/",
                label=_("Open its page"),
                **render("meetings/letters/absence", context).words,
            )
        written += [message] if message else []
    if written:
        record("organization.absence_told", organization, by=None, missed=len(missing.meetings))
    return len(written)
