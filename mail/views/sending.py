"""Sending to many: first how many and a sample, then a minute in which it can be taken back.

    return send_to_all(request, lambda: invite(...), title=_("Invite everyone"), back=address)

in a view that only those reach who may do it. GET asks; POST from that page sends with a minute's grace; a POST
from elsewhere sends at once.
"""

from collections import Counter
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mail.actions import cancel_batch
from mail.batches import UNDO_SECONDS, one_batch, rehearse
from mail.models import Message
from mail.policy import can_read_states, can_take_back
from mail.reading import hide


def send_to_all(
    request, act: Callable[[], object], *, title: str, back: str, done: Callable[[object], str] | None = None
):
    """`act()` posts the mail; `done(result)` is the sentence said after it was sent at once.

    What the page was asked with (GET) is handed to the POST unchanged, so `act` may read a form's fields
    from either. The acts' own refusals (exceptions) pass through.
    """
    if request.method != "POST":
        rehearsal = rehearse(act)
        context = {"title": title, "back": back, "rehearsal": rehearsal, "seconds": UNDO_SECONDS}
        context["sample"] = rehearsal.sample and hide(rehearsal.sample.text)
        context["fields"] = [(name, value) for name, values in request.GET.lists() for value in values]
        return render(request, "mail/sending/confirm.html", context)
    if "grace" not in request.POST:
        result = act()
        if done:
            messages.success(request, done(result))
        return redirect(back)
    return with_grace(request, act, back=back)


def with_grace(request, act: Callable[[], object], *, back: str):
    """Do it with a minute in which it can be taken back; the answer is the page that says so."""
    with one_batch(request.person) as batch:
        act()
    if not Message.objects.filter(batch=batch.code).exists():
        messages.info(request, _("Nobody was left to write to."))
        return redirect(back)
    request.session["sent_from"] = back
    return redirect("mail:batch", code=batch.code)


@login_required
def batch(request, code: str):
    """One "send to all": what has left, what still waits, and the button that takes it back."""
    rows = _rows(request, code)
    now = timezone.now()
    waiting = list(rows.takeable(now).order_by("due_at"))
    exact = can_read_states(request.person)
    leaves = max((row.due_at for row in waiting), default=now)
    states = Counter(row.get_state_display() for row in rows.only("state"))
    context = {
        "code": code,
        "waiting": len(waiting) if exact or not waiting else rows.count(),
        "seconds": max(0, round((leaves - now).total_seconds())),
        "states": sorted(states.items()) if exact else [],
        "back": request.session.get("sent_from", "/"),
    }
    return render(request, "mail/sending/batch.html", context)


@login_required
@require_POST
def take_back(request, code: str):
    """What has not left never will; the same can be sent again."""
    _rows(request, code)
    count = cancel_batch(code, by=request.person)
    if count:
        words = ngettext("%(n)s message is taken back.", "%(n)s messages are taken back.", count)
        messages.success(request, words % {"n": count})
    else:
        messages.error(request, _("It is too late: everything has left."))
    return redirect("mail:batch", code=code)


def _rows(request, code: str):
    if not can_take_back(request.person, code):
        raise PermissionDenied
    rows = Message.objects.filter(batch=code)
    if not rows.exists():
        raise Http404
    return rows
