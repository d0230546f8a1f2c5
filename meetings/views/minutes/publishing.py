"""The public copy is checked, settled, published and withdrawn here."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.actions import minutes as actions
from meetings.minutes_attendance import attendance_lines
from meetings.minutes_copy import Copy, sections
from meetings.redaction import unsettled
from meetings.views.minutes.fetching import done, writable_entry, writable_minutes

BACK = "meetings:minutes_public"


@login_required
def public(request, slug: str):
    """What the check found, what is settled, and the public copy as it would be."""
    minutes = writable_minutes(request, slug)
    found = sorted(unsettled(minutes), key=lambda finding: (not finding.must_go, finding.what))
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "found": [(what, list(group)) for what, group in groupby(found, key=lambda finding: finding.what)],
        "open": len(found),
        "settled": minutes.redactions.all(),
        "sections": sections(minutes, Copy.PUBLIC),
        "attendance": attendance_lines(minutes, public=True),
    }
    return render(request, "meetings/minutes_public.html", context)


@login_required
@require_POST
def settle(request, slug: str):
    """Keep some words, or leave them out; `what` settles all of a kind; `again` asks anew."""
    minutes = writable_minutes(request, slug)
    keep, posted = request.POST.get("how") == "keep", request.POST

    def act() -> str:
        if posted.get("again", "").isdigit():
            actions.unsettle(get_object_or_404(minutes.redactions, pk=posted["again"]), by=request.person)
        elif posted.get("what"):
            actions.settle_kind(minutes, what=posted["what"], keep=keep, by=request.person)
        elif words := posted.get("words", "").strip():
            actions.settle(minutes, words=words[:200], keep=keep, by=request.person)
        return _("Settled.")

    return done(request, slug, act, to=BACK)


@login_required
@require_POST
def withhold(request, slug: str, pk: int):
    """Leave a whole passage out, or take it in again."""
    entry = writable_entry(request, slug, pk)
    withheld = request.POST.get("how") == "hide"
    return done(
        request,
        slug,
        lambda: actions.withhold(entry, withheld=withheld, by=request.person) or _("Settled."),
        to=BACK,
    )


@login_required
@require_POST
def publish(request, slug: str):
    """Open to everyone."""
    minutes = writable_minutes(request, slug)
    answer = done(request, slug, lambda: actions.publish(minutes, by=request.person) or _("Published."))
    minutes.refresh_from_db()
    return answer if minutes.state == "published" else redirect(BACK, slug=slug)


@login_required
@require_POST
def withdraw(request, slug: str):
    """Take the public copy back, to prepare another."""
    minutes = writable_minutes(request, slug)
    return done(
        request,
        slug,
        lambda: actions.withdraw(minutes, by=request.person) or _("The public copy is withdrawn."),
        to=BACK,
    )
