"""Whether the parts are alive: for machines, and in words for the coordinator."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from audit.models import Entry
from consortium.disk import room
from mail.delivery import NOWHERE
from mail.heartbeats import signs
from mail.inbound.models import InboundMessage, InboundState, ReturnedAddress
from mail.models import Message
from mail.policy import can_read_outbox
from mail.views.access import allowed


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, else 503; the body names every part, and the disk once it is full.

    With `?all`, for a monitor that is to call someone, a silent scheduler, worker or queue and a full disk are
    503 too.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        parts = signs()
    except DatabaseError:
        return JsonResponse({"database": False}, status=503)
    full = room().full
    wrong = full or any(part.at and not part.alive for part in parts)
    body = {"database": True} | {part.part: part.state for part in parts} | ({"disk": "full"} if full else {})
    return JsonResponse(body, status=503 if wrong and "all" in request.GET else 200)


@allowed(can_read_outbox)
def status(request):
    """Is everything working? In words, with what waits."""
    now = timezone.now()
    context = {
        "signs": signs(now),
        "room": room(),
        "due": Message.objects.due(now).count(),
        "failed": Message.objects.filter(state="failed").count(),
        "bounced": Message.objects.filter(state="bounced").count(),
        "held": Message.objects.filter(state="held", gather=False).count(),
        "suppressed": ReturnedAddress.objects.filter(suppressed_at__isnull=False).count(),
        "inbound": InboundMessage.objects.filter(state=InboundState.WAITING).count(),
        "last": Message.objects.exclude(sent_at=None).order_by("-sent_at").first(),
        "refused": Entry.objects.filter(verb="sign_in.refused", at__gt=now - timedelta(days=7)).count(),
        "leaves": settings.EMAIL_BACKEND != NOWHERE,
        "trial": settings.DEBUG,
        "arrives": bool(settings.INBOUND_URL or settings.INBOUND_WEBHOOK_SECRET),
    }
    return render(request, "consortium/status.html", context)
