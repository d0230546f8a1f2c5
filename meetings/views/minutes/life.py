"""Circulated, corrected, approved: what whoever writes the minutes presses."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mail.views.sending import send_to_all
from meetings.actions import minutes as actions
from meetings.audience import circle, circles, is_by_name
from meetings.minutes_forms import CirculateForm
from meetings.models import Correction
from meetings.views.minutes.fetching import done, writable_meeting, writable_minutes
from meetings.views.minutes.reading import minutes as minutes_page


@login_required
def circulate(request, slug: str):
    """To everyone chosen, after a look at how many and what."""
    minutes = writable_minutes(request, slug)
    form = CirculateForm(request.POST or request.GET, choices=circles(minutes.meeting, request.viewer))
    if not form.is_valid():
        return minutes_page(request, slug, circulate=form)
    people = circle(minutes.meeting, form.cleaned_data["to"])

    try:
        return send_to_all(
            request,
            lambda: actions.circulate(
                minutes, to=people, until=form.cleaned_data["until"], by=request.person
            ),
            title=_("Circulate the minutes"),
            back=reverse("meetings:minutes", args=[slug]),
            done=lambda n: ngettext("Sent to %(n)d person.", "Sent to %(n)d people.", n) % {"n": n},
            undo=_("Taking it back makes the minutes a draft again, and takes back the tasks they gave."),
            kind="minutes",
            by_name=is_by_name(form.cleaned_data["to"]),
        )
    except actions.NotNow as error:
        messages.error(request, str(error))
        return redirect("meetings:minutes", slug=slug)


@login_required
@require_POST
def approve(request, slug: str):
    """The words are final; pressed in the minutes of the meeting that approved them, it leads back there."""
    minutes = writable_minutes(request, slug)
    answer = done(request, slug, lambda: actions.approve(minutes, by=request.person) or _("Approved."))
    back = request.POST.get("next", "")
    minutes.refresh_from_db()
    if not minutes.is_draft and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return answer


@login_required
@require_POST
def settle_correction(request, slug: str, pk: int):
    """Accept as proposed or amended, or decline with a reason."""
    meeting = writable_meeting(request, slug)
    corrections = Correction.objects.filter(entry__minutes__meeting=meeting)
    correction = get_object_or_404(corrections, pk=pk)
    reason = request.POST.get("reason", "").strip()[:300]
    text = request.POST.get("text", "").strip()[:10_000] or correction.proposed
    try:
        if request.POST.get("do") == "accept":
            actions.accept(correction, text=text, reason=reason, by=request.person)
            messages.success(request, _("Accepted: the minutes have a new version."))
        else:
            actions.decline(correction, reason=reason, by=request.person)
            messages.success(request, _("Declined."))
    except actions.NotNow as error:
        return minutes_page(request, slug, {"pk": pk, "text": text, "reason": reason, "why": str(error)})
    return redirect("meetings:minutes", slug=slug)
