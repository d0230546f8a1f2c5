"""Fetch and authorise in one call; every permission of these pages stands here."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from members.models import Organization, Person
from members.policy import can_edit_organization, can_edit_roster, can_read_papers, can_speak_for


def organization_to_see(request, pk: int) -> Organization:
    """The organization, or 404 for whoever may not find it."""
    return get_object_or_404(request.viewer.organizations().select_related("sector"), pk=pk)


def organization_to_edit(request, pk: int) -> Organization:
    return _allowed(request, pk, can_edit_organization)


def organization_to_keep(request, pk: int) -> Organization:
    """For what is the coordinator's alone: states, seats, papers."""
    return _allowed(request, pk, lambda person, organization: can_edit_roster(person))


def organization_with_papers(request, pk: int) -> Organization:
    return _allowed(request, pk, can_read_papers)


def organization_to_speak_for(request, pk: int) -> Organization:
    return _allowed(request, pk, can_speak_for)


def _allowed(request, pk: int, rule) -> Organization:
    organization = organization_to_see(request, pk)
    if not rule(request.person, organization):
        raise PermissionDenied
    return organization


def only_coordinator(request) -> None:
    if not can_edit_roster(request.person):
        raise PermissionDenied


def person_to_see(request, handle: str) -> Person:
    """The person, or 404 for whoever may not find her; she always finds herself."""
    person = get_object_or_404(Person, handle=handle)
    if not request.viewer.may_list(person):
        raise Http404
    return person


def person_to_keep(request, handle: str) -> Person:
    only_coordinator(request)
    return get_object_or_404(Person, handle=handle)
