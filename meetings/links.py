"""Signed links to an invitation. A link says nothing about who else is asked, and dies a day after the meeting."""

from datetime import timedelta

from django.utils import timezone

from mail.links import read, sign
from meetings.models import Invitation

OUTLIVES_MEETING = timedelta(days=1)


def rsvp_path(invitation: Invitation) -> str:
    """Where this invitation is answered; new links of a revoked one carry its next number."""
    return f"/rsvp/{sign('rsvp', invitation.pk, invitation.person_id, invitation.link_version)}/"


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a token leads to, also a withdrawn one; None when it is dead or no token at all."""
    ids = read("rsvp", token)
    if ids is None:
        return None
    return (
        Invitation.ever.filter(
            pk=ids[0],
            person=ids[1],
            link_version=ids[2] if len(ids) > 2 else 0,
            person__is_active=True,
            meeting__ends_at__gte=timezone.now() - OUTLIVES_MEETING,
        )
        .select_related("meeting__venue", "person")
        .first()
    )
