"""What became of a resource's link: noted by the link check, decided by whoever validates it."""

from django.db import transaction
from django.utils import timezone

from audit.record import record
from library.actions.pages import ChangedMeanwhile
from library.actions.resources import LINK, ask_for_review, close, keep_version
from library.enums import LinkState
from library.link_check import Seen
from library.models import Resource

ANSWERED = {LinkState.FINE, LinkState.MOVED, LinkState.CHANGED}
BAD_LINK = {LinkState.BROKEN, LinkState.MOVED, LinkState.CHANGED}
FAILURES_BEFORE_BROKEN = 3
LOOKED_AT = ["link", "link_title", "link_may_lead_to"]


@transaction.atomic
def note_visit(resource: Resource, seen: Seen) -> None:
    """Keep what the link check found; a link that changed, or failed three times, becomes a task.

    A link that answers again as it did closes that task. `resource` is the record as the visit knew it; if
    someone decided on its link meanwhile, the visit counts for nothing.
    """
    known, resource = resource, Resource.objects.select_for_update().get(pk=resource.pk)
    if any(getattr(known, name) != getattr(resource, name) for name in LOOKED_AT):
        return
    resource.link_checked_at = timezone.now()
    resource.link_failures = resource.link_failures + 1 if seen.state == LinkState.BROKEN else 0
    if not 0 < resource.link_failures < FAILURES_BEFORE_BROKEN:
        resource.link_state = seen.state
    if seen.state in ANSWERED:
        resource.link_leads_to = seen.leads_to
    if seen.state == LinkState.FINE:
        resource.link_title = seen.title
    resource.save(
        update_fields=["link_state", "link_checked_at", "link_title", "link_failures", "link_leads_to"]
    )
    if resource.link_state in BAD_LINK:
        ask_for_review(resource, why=LINK, for_link=True)
    elif seen.state == LinkState.FINE and resource.task_is_for_link:
        close(resource.task, by=None)


@transaction.atomic
def take_new_address(resource: Resource, *, leads_to: str, by) -> None:
    """The page lives where its link was seen to lead: this is its link from now on.

    Raises ChangedMeanwhile where a later visit ended elsewhere, or on its own site.
    """
    resource = _as_seen(resource, leads_to)
    if not leads_to:
        raise ChangedMeanwhile(leads_to)
    resource.link = resource.link_may_lead_to = leads_to
    resource.changed_at = timezone.now()
    _settle(resource, by=by)
    record("resource.edited", resource, by=by, fields=["link"], version=keep_version(resource, by=by))


@transaction.atomic
def keep_address(resource: Resource, *, leads_to: str, by) -> None:
    """The link is right as it stands, with its new title and where it leads; nobody is asked about them again.

    Raises ChangedMeanwhile where a later visit ended elsewhere.
    """
    resource = _as_seen(resource, leads_to)
    resource.link_may_lead_to = leads_to
    _settle(resource, by=by)
    record("resource.link_kept", resource, by=by, leads_to=leads_to)


def _as_seen(resource: Resource, leads_to: str) -> Resource:
    resource = Resource.objects.select_for_update().get(pk=resource.pk)
    if resource.link_leads_to != leads_to:
        raise ChangedMeanwhile(resource.link_leads_to)
    return resource


def _settle(resource: Resource, *, by) -> None:
    resource.forget_visits()
    resource.save()
    if resource.task_is_for_link:
        close(resource.task, by=by)
