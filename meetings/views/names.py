"""The address that a field of names asks while one types."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from meetings.models import Meeting
from meetings.name_choices import CHOICES


@login_required
@require_safe
def names(request, slug: str, what: str):
    """Some names that begin as typed, for whoever may open the page that asks, and none that the page might not name."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.person), slug=slug)
    if what not in CHOICES:
        raise Http404
    may_open, choices = CHOICES[what]
    if not may_open(request.person, meeting):
        raise PermissionDenied
    found, more = choices(meeting, request.viewer).beginning(request.GET.get("q", "")[:100])
    return JsonResponse({"names": found, "more": more})
