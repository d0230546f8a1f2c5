"""A person's own choice of mail, and the link that stops it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from mail.actions.preferring import can_be_stopped, choose, start_again, stop
from mail.forms import PreferencesForm
from mail.kinds import topic_of
from mail.links import read
from mail.models import Message


@login_required
def preferences(request):
    """By topic: at once, together, or not at all."""
    form = PreferencesForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        choose(request.person, frequencies=form.frequencies, until=until, by=request.person)
        messages.success(request, _("Your choice is kept."))
        return redirect("mail:preferences")
    return render(request, "mail/preferences.html", {"form": form})


# A mail program presses this without a cookie and without our form (RFC 8058 3.1); the token is the proof.
@csrf_exempt
def stop_by_link(request, token: str):
    """GET only asks, since scanners follow links; POST stops mail of this kind, or starts it again."""
    numbers = read("stop", token)
    message = numbers and (
        Message.objects.filter(pk=numbers[0], person=numbers[1]).select_related("person").first()
    )
    if not message or not can_be_stopped(message):
        raise Http404
    done = ""
    if request.method == "POST":
        again = "again" in request.POST
        (start_again if again else stop)(message, by=message.person)
        done = "again" if again else "stopped"
    topic = topic_of(message.kind)
    neutral = message.person.neutral
    context = {"done": done, "neutral": neutral, "topic": topic.label if topic and not neutral else ""}
    return render(request, "mail/stop.html", context)
