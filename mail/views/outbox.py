"""Who was told what, when, with the message as sent; and the hand that sends again or takes back."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from audit.record import record
from mail import actions
from mail.enums import State
from mail.models import Message
from mail.policy import can_read_outbox
from mail.reading import as_sent
from mail.views.access import allowed

IN_A_FRAME = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
ANY = ("", gettext_lazy("Any"))


class FilterForm(forms.Form):
    """What the list is narrowed to; a value that means nothing narrows nothing."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=[ANY, *State.choices])
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    q = forms.CharField(label=gettext_lazy("Person, address or subject"), required=False, max_length=100)
    about = forms.RegexField(r"^[a-z_]+\.[a-z_]+:\w{1,40}$", required=False, widget=forms.HiddenInput)
    batch = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = Message.objects.order_by("kind").values_list("kind", flat=True).distinct()
        self.fields["kind"].choices = [ANY, *((kind, in_words(kind)) for kind in kinds)]


def in_words(kind: str) -> str:
    """`rsvp_reminder` as "Rsvp reminder"."""
    return _(kind.replace("_", " ").capitalize())


def _narrowed(wanted: dict):
    rows = Message.objects.select_related("person").defer("text", "html", "calendar")
    for name in ("state", "kind", "batch"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("about"):
        label, _colon, number = wanted["about"].partition(":")
        app, _dot, model = label.partition(".")
        rows = rows.filter(content_type__app_label=app, content_type__model=model, object_id=number)
    if word := wanted.get("q"):
        rows = rows.filter(
            Q(person__name__icontains=word) | Q(address__icontains=word) | Q(subject__icontains=word)
        )
    return rows


@allowed(can_read_outbox)
def outbox(request):
    """Newest first, narrowed by state, kind, person, object or "send to all"."""
    form = FilterForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    page = Paginator(_narrowed(wanted), 25).get_page(request.GET.get("page"))
    for message in page:
        message.kind_in_words = in_words(message.kind)
    counts = dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "page": page,
        "form": form,
        "narrowed": any(wanted.values()),
        "counts": [(value, label, counts.get(value, 0)) for value, label in State.choices],
        "state": wanted.get("state", ""),
    }
    return render(request, "mail/outbox/list.html", context)


@allowed(can_read_outbox)
def message(request, pk: int):
    """One message as it left, and what can be done with it."""
    found = get_object_or_404(Message.objects.select_related("person", "content_type"), pk=pk)
    if found.person is not None and found.person.protected:
        record("mail.read", found, by=request.person)
    waiting = Message.objects.filter(pk=pk).takeable(timezone.now()).exists()
    context = {
        "message": found,
        "kind": in_words(found.kind),
        "sent": as_sent(found),
        "waiting": waiting,
        "account": found.secret or found.kind == "account",
        "tone": TONES.get(found.state, "info"),
    }
    return render(request, "mail/outbox/message.html", context)


TONES = {"sent": "success", "failed": "danger", "bounced": "danger", "held": "warning"}


@allowed(can_read_outbox)
@xframe_options_sameorigin
def html(request, pk: int):
    """The HTML part alone, for a frame in which nothing runs and nothing is fetched."""
    found = get_object_or_404(Message, pk=pk)
    body = as_sent(found).html
    if not body:
        raise Http404
    response = HttpResponse(body)
    response["Content-Security-Policy"] = IN_A_FRAME
    return response


@allowed(can_read_outbox)
@require_POST
def resend(request, pk: int):
    """Once more, as it was."""
    found = get_object_or_404(Message, pk=pk)
    try:
        again = actions.resend(found, by=request.person)
    except actions.NotPossible as error:
        messages.error(request, str(error))
        return redirect("mail:message", pk=pk)
    messages.success(request, _("It is on its way again."))
    return redirect("mail:message", pk=again.pk)


@allowed(can_read_outbox)
@require_POST
def cancel(request, pk: int):
    """Take back one that has not left."""
    found = get_object_or_404(Message, pk=pk)
    if actions.cancel(found, by=request.person):
        messages.success(request, _("It will not be sent."))
    else:
        messages.error(request, _("It is too late: this message has left, or is leaving now."))
    return redirect("mail:message", pk=pk)
