"""Figures for Prometheus at /metrics: how pages answer, and how the outbox, the inbox and the parts are.

It exists only where METRICS_TOKEN is set, and answers only who shows it (`Authorization: Bearer ...`).
"""

import logging
import os
from time import perf_counter

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db.models import Count, Min
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from mail.enums import State
from mail.models import Heartbeat, InboundMessage, Message

log = logging.getLogger(__name__)
ROOM = 1 << 20  # bytes: some thousand series
ANSWERS = Counter("consortium_answers", "Answers by route, method and status", ["route", "method", "status"])
SECONDS = Histogram(
    "consortium_answer_seconds",
    "How long answers take, by route",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


class MetricsMiddleware:
    """Counts and times every answer by its route, which names no object and no person; where figures are asked for."""

    def __init__(self, get_response):
        if not settings.METRICS_TOKEN or not _has_room():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        begun = perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else "none"
        SECONDS.labels(route).observe(perf_counter() - begun)
        ANSWERS.labels(route, request.method, response.status_code).inc()
        return response


def _has_room() -> bool:
    """Reserve this process's files: they are mapped into memory, and one that grew on a full disk would kill it."""
    try:
        for kind in ("counter", "histogram"):
            with (settings.METRICS_DIR / f"{kind}_{os.getpid()}.db").open("ab") as file:
                os.posix_fallocate(file.fileno(), 0, ROOM)
    except OSError as error:
        log.warning("no figures: %s", error.strerror)
        return False
    return True


class StateOfWork:
    """What stands in the database at this moment."""

    def collect(self):
        now = timezone.now()
        outbox = GaugeMetricFamily("consortium_outbox", "Messages by state", labels=["state"])
        counts = dict(Message.objects.values_list("state").annotate(Count("pk")).order_by())
        for state in State.values:
            outbox.add_metric([state], counts.get(state, 0))
        yield outbox
        oldest = Message.objects.due(now).aggregate(at=Min("due_at"))["at"]
        late = (now - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily("consortium_outbox_late_seconds", "Age of the oldest due message", value=late)
        waiting = InboundMessage.objects.filter(state="waiting").count()
        yield GaugeMetricFamily("consortium_inbound_waiting", "Mail that waits for a person", value=waiting)
        beats = GaugeMetricFamily(
            "consortium_silent_seconds", "Since a part's last sign of life", labels=["part"]
        )
        for part, at in Heartbeat.objects.values_list("part", "at"):
            beats.add_metric([part], (now - at).total_seconds())
        yield beats


def metrics(request) -> HttpResponse:
    """The text format of Prometheus, summed over the web processes of this host."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings.METRICS_DIR))
    registry.register(StateOfWork())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
