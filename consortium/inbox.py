"""What came by mail and could not be settled by itself: the coordinator reads it and decides."""

from functools import wraps

from anymail.signals import inbound as arrived
from anymail.webhooks import mailersend, mailgun, mailjet, postmark, resend, sendgrid, sparkpost
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.dispatch import receiver
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mail.inbound.actions import read_again, receive, settle, write_again
from mail.inbound.models import InboundMessage, InboundState, ReturnedAddress
from mail.inbound.reading import parse, text_of
from mail.reasons import in_words
from meetings.actions import TooLate, respond
from meetings.actions.calendars import remember_reply_address
from meetings.enums import Response, Source
from meetings.models import Meeting
from tasks.actions import add_reply
from tasks.inbound import tasks_meant

WEBHOOKS = {
    "mailersend": mailersend.MailerSendInboundWebhookView,
    "mailgun": mailgun.MailgunInboundWebhookView,
    "mailjet": mailjet.MailjetInboundWebhookView,
    "postmark": postmark.PostmarkInboundWebhookView,
    "resend": resend.ResendInboundWebhookView,
    "sendgrid": sendgrid.SendGridInboundWebhookView,
    "sparkpost": sparkpost.SparkPostInboundWebhookView,
}


def _coordinator(view):
    """Mail to the office is the coordinator's alone."""

    @login_required
    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.person.is_coordinator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


class AnswerForm(forms.Form):
    """Whose answer it is, and which."""

    invitation = forms.ModelChoiceField(
        label=gettext_lazy("Answer of"), queryset=None, empty_label=gettext_lazy("Choose a person")
    )
    response = forms.ChoiceField(
        label=gettext_lazy("Answer"), choices=[c for c in Response.choices if c[0] != Response.NONE]
    )

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["invitation"]
        field.queryset = meeting.invitations.select_related("person").order_by("person__name")
        field.label_from_instance = lambda invitation: invitation.person.name


@_coordinator
def inbox(request):
    """What waits first; everything else by state; and the addresses whose mail came back."""
    state = request.GET.get("state", InboundState.WAITING)
    if state not in InboundState.values:
        state = InboundState.WAITING
    page = Paginator(InboundMessage.objects.filter(state=state), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "state": state,
        "states": InboundState.choices,
        "returned": ReturnedAddress.objects.all()[:100],
        "polls": bool(settings.INBOUND_URL or settings.INBOUND_WEBHOOK_SECRET),
    }
    return render(request, "consortium/inbox.html", context)


@_coordinator
def inbound(request, pk: int):
    """One message as it came, and what can be done with it."""
    message = get_object_or_404(InboundMessage, pk=pk)
    return _inbound_page(request, message, _answer_form(message))


def _inbound_page(request, message: InboundMessage, form: AnswerForm | None, status: int = 200):
    text = text_of(parse(bytes(message.raw))) if message.raw else ""
    waits = message.state == InboundState.WAITING
    tasks = tasks_meant(message.answers) if waits and message.answers and text else []
    context = {"message": message, "text": text, "form": form, "waits": waits, "tasks": tasks}
    return render(request, "consortium/inbound.html", context, status=status)


def _answer_form(message: InboundMessage, data=None) -> AnswerForm | None:
    if not isinstance(message.about, Meeting) or message.state != InboundState.WAITING:
        return None
    initial = {
        "invitation": message.facts.get("invitation"),
        "response": message.facts.get("partstat", "").lower(),
    }
    return AnswerForm(data, meeting=message.about, initial=initial)


@_coordinator
@require_POST
def record_answer(request, pk: int):
    """The coordinator says whose answer it is."""
    message = get_object_or_404(InboundMessage.objects.waiting(), pk=pk)
    form = _answer_form(message, request.POST)
    if form is None:
        raise Http404
    if not form.is_valid():
        return _inbound_page(request, message, form)
    invitation = form.cleaned_data["invitation"]
    try:
        response = form.cleaned_data["response"]
        respond(invitation, response=response, source=Source.COORDINATOR, by=request.person)
    except TooLate as error:
        messages.error(request, str(error))
        return redirect("inbound", pk=pk)
    settle(
        message,
        state=InboundState.HANDLED,
        reason=gettext_noop("You recorded the answer."),
        by=request.person,
    )
    messages.success(request, _("The answer of %(name)s is recorded.") % {"name": invitation.person.name})
    if "remember" in request.POST:
        _remember(request, message, invitation.person)
    return redirect("inbox")


def _remember(request, message: InboundMessage, person) -> None:
    told = {"address": message.sender, "name": person.name}
    if remember_reply_address(person, address=message.sender, by=request.person):
        messages.success(
            request, _("Answers from %(address)s count as those of %(name)s from now on.") % told
        )
    else:
        messages.error(request, _("%(address)s belongs to someone else, so it was not remembered.") % told)


@_coordinator
@require_POST
def add_to_task(request, pk: int):
    """The coordinator says which task a reply is about."""
    message = get_object_or_404(InboundMessage.objects.waiting().exclude(answers=None), pk=pk)
    chosen = request.POST.get("task", "")
    task = next((task for task in tasks_meant(message.answers) if str(task.pk) == chosen), None)
    if task is None:
        raise Http404
    if add_reply(task, message, by=request.person):
        messages.success(request, _("Added to “%(task)s” as a comment.") % {"task": task})
    else:
        messages.error(request, _("It has no words of its own, or someone has settled it meanwhile."))
    return redirect("inbox")


@_coordinator
@require_POST
def set_aside(request, pk: int):
    """Nothing more is to be done about it."""
    message = get_object_or_404(InboundMessage.objects.waiting(), pk=pk)
    settle(message, state=InboundState.IGNORED, reason=gettext_noop("You set it aside."), by=request.person)
    messages.success(request, _("Set aside."))
    return redirect("inbox")


@_coordinator
@require_POST
def try_again(request, pk: int):
    """Read it once more, for example after an address was corrected."""
    message = get_object_or_404(InboundMessage.objects.waiting(), pk=pk)
    read_again(message, by=request.person)
    message.refresh_from_db()
    messages.info(request, in_words(message.reason))
    return redirect("inbound", pk=pk)


@_coordinator
@require_POST
def restore_address(request, pk: int):
    """Mail to this address is sent again."""
    row = get_object_or_404(ReturnedAddress, pk=pk)
    address = row.address
    write_again(row, by=request.person)
    messages.success(request, _("Mail to %(address)s is sent again.") % {"address": address})
    return redirect("inbox")


@csrf_exempt
def webhook(request, provider: str):
    """What a mail provider hands in, by django-anymail; it exists only where a secret is set."""
    if not settings.INBOUND_WEBHOOK_SECRET or provider not in WEBHOOKS:
        raise Http404
    return WEBHOOKS[provider].as_view()(request)


@receiver(arrived, dispatch_uid="consortium.inbox")
def take_in(sender, event, esp_name, **kwargs):
    """The provider's message, whole, by the same way as the mailbox's."""
    receive(event.message.as_bytes())
