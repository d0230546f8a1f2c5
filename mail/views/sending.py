"""Sending to many: first how many and a sample, then a minute in which it can be taken back.

    return send_to_all(request, lambda: invite(...), title=_("Invite everyone"), back=address)

in a view that only those reach who may do it. GET, or a POST with `ask`, asks; POST from that page sends with a
minute's grace; a POST from elsewhere sends at once. A page that asks by itself shows `preview(...)` by
`mail/sending/sample.html` and ends in `with_grace`.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mail.actions import NotPossible, cancel_batch
from mail.batches import UNDO_SECONDS, one_batch
from mail.enums import State
from mail.models import Message
from mail.policy import can_take_back
from mail.previews import countable, preview

NOT_AGAIN = {"csrfmiddlewaretoken", "ask", "grace"}
# The frame inherits the page's policy; a mail's styles are inline, since many mail programs know no others.
shows_mail = csp_update({"style-src": ["'self'", "'unsafe-inline'"]})


def send_to_all(
    request,
    act: Callable[[], object],
    *,
    title: str,
    back: str,
    done: Callable[[object], str] | None = None,
    undo: str = "",
    kind: str = "",
    by_name: bool = False,
):
    """`act()` posts the mail; `done(result)` is the sentence said after it was sent at once.

    What the page was asked with is handed to the POST unchanged, so `act` may read a form's fields from it.
    `undo` says what taking it back does not undo; `kind` and `by_name` are those of `preview`. The acts' own
    refusals (exceptions) pass through.
    """
    if request.method != "POST" or "ask" in request.POST:
        shown = preview(act, request.viewer, kind=kind, by_name=by_name)
        return _ask(request, {"title": title, "back": back, "preview": shown, "undo": undo})
    if "grace" in request.POST:
        return with_grace(request, act, back=back, undo=undo, by_name=by_name)
    result = act()
    if done:
        exact = request.viewer.sees_all or by_name
        messages.success(request, done(result) if exact else _("Sent."))
    return redirect(back)


@shows_mail
def _ask(request, context: dict):
    asked = request.POST if request.method == "POST" else request.GET
    fields = [(n, value) for n, values in asked.lists() for value in values if n not in NOT_AGAIN]
    context |= {"fields": fields, "seconds": UNDO_SECONDS}
    return render(request, "mail/sending/confirm.html", context)


def with_grace(request, act: Callable[[], object], *, back: str, undo: str = "", by_name: bool = False):
    """Do it with a minute in which it can be taken back; the answer is the page that says so."""
    with one_batch(request.person) as batch:
        act()
    rows = Message.objects.filter(batch=batch.code).select_related("person")
    if not countable(rows.only("person"), request.viewer, by_name=by_name):
        messages.info(request, _("Done. Nobody was left to write to."))
        return redirect(back)
    request.session["sent_from"], request.session["sent_undo"] = back, str(undo)
    return redirect("mail:batch", code=batch.code)


@login_required
def batch(request, code: str):
    """One "send to all": what has left, what still waits, and the button that takes it back.

    Whose mail is held or never leaves is the coordinator's to know: to others all of it waits for a minute.
    """
    rows, now = _rows(request, code), timezone.now()
    context = {"code": code, "back": request.session.get("sent_from", "/")}
    context["undo"] = request.session.get("sent_undo", "")
    if request.viewer.sees_all:
        due = list(rows.takeable(now).values_list("due_at", flat=True))
        states = Counter(row.get_state_display() for row in rows.only("state"))
        context |= {"waits": bool(due), "waiting": len(due), "states": sorted(states.items())}
    else:
        standing = rows.exclude(state=State.CANCELLED)
        due = [at + timedelta(seconds=UNDO_SECONDS) for at in standing.values_list("created_at", flat=True)]
        context["waits"] = bool(due) and max(due) > now
    context["seconds"] = max(0, round((max(due, default=now) - now).total_seconds()))
    return render(request, "mail/sending/batch.html", context)


@login_required
@require_POST
def take_back(request, code: str):
    """What has not left never will; the same can be sent again."""
    _rows(request, code)
    try:
        count = cancel_batch(code, by=request.person)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("mail:batch", code=code)
    if count:
        words = ngettext("%(n)s message is taken back.", "%(n)s messages are taken back.", count)
        messages.success(request, words % {"n": count} if request.viewer.sees_all else _("It is taken back."))
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
