"""Calendars to subscribe to, and the page where a person gets, resets and ends her own address."""

import hashlib
import time

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mail.languages import speaking_to
from meetings.actions import choose_feed, close_feed, open_feed, reset_feed
from meetings.feeds import personal_feed, public_feed, workgroup_feed
from meetings.models import Feed
from workgroups.models import Workgroup

REMEMBERED = 90 * 24 * 60 * 60  # seconds


class FeedForm(forms.Form):
    """What the person's own calendar holds."""

    with_tasks = forms.BooleanField(label=_("Show my tasks on the days they are due"), required=False)


@require_safe
def public(request):
    """The whole consortium's meetings, for anyone."""
    with override(settings.LANGUAGE_CODE):
        return _calendar(request, public_feed(), "public, max-age=3600")


@require_safe
def workgroup(request, slug: str):
    """One workgroup's meetings, for anyone."""
    group = get_object_or_404(Workgroup, slug=slug)
    with override(settings.LANGUAGE_CODE):
        return _calendar(request, workgroup_feed(group), "public, max-age=3600")


@require_safe
def personal(request, key: str):
    """One person's meetings, for whoever has the address; a reset one is not found."""
    feed = get_object_or_404(Feed.objects.select_related("person"), key=key, person__is_active=True)
    with speaking_to(feed.person):
        return _calendar(request, personal_feed(feed), "private, no-cache")


def _calendar(request, body: bytes, caching: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    digest = hashlib.sha256(body).hexdigest()[:32]
    since = _unchanged_since(request.path, digest)
    response["Cache-Control"] = caching
    response["ETag"] = f'"{digest}"'
    response["Last-Modified"] = http_date(since)
    return get_conditional_response(request, etag=response["ETag"], last_modified=since, response=response)


def _unchanged_since(path: str, digest: str) -> int:
    """Since which second (Unix time) these bytes are read here; what was forgotten counts as new.

    Not the latest change of an entry: an entry that vanishes, or a feed that turns neutral, changes it too.
    """
    key = "feed:" + hashlib.sha256(path.encode()).hexdigest()
    before, since = cache.get(key) or ("", 0)
    if before != digest:
        since = max(int(time.time()), since + 1)
        cache.set(key, (digest, since), timeout=REMEMBERED)
    return since


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request):
    """Shows the address; POST makes, resets, ends it, or chooses what it holds."""
    feed = Feed.objects.filter(person=request.person).first()
    if request.method == "POST":
        messages.success(request, _act(request, feed))
        return redirect("meetings:my_calendar")
    host = settings.DISCREET_SITE_URL if request.person.neutral else settings.SITE_URL
    address = f"{host}/calendar/{feed.key}.ics" if feed else ""
    context = {
        "feed": feed,
        "address": address,
        "webcal": address.replace("https://", "webcal://", 1).replace("http://", "webcal://", 1),
        "form": FeedForm(initial={"with_tasks": feed.with_tasks}) if feed else None,
        "public": f"{settings.SITE_URL}/calendar/public.ics",
    }
    return render(request, "meetings/my_calendar.html", context)


def _act(request, feed: Feed | None) -> str:
    act = request.POST.get("act")
    if feed is None:
        open_feed(request.person)
        return gettext("Your calendar address is ready.")
    if act == "reset":
        reset_feed(feed, by=request.person)
        return gettext("You have a new address. The old one is dead.")
    if act == "close":
        close_feed(feed, by=request.person)
        return gettext("Your calendar address is gone.")
    choose_feed(feed, with_tasks="with_tasks" in request.POST, by=request.person)
    return gettext("Saved.")
