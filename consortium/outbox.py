"""The coordinator's view of all mail: who was told what, and when."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render

from mail.enums import State
from mail.models import Message


@login_required
def outbox(request):
    """Newest first, by state; the text of account mail is never shown."""
    if not request.person.is_coordinator:
        raise PermissionDenied
    messages = Message.objects.select_related("person")
    state = request.GET.get("state", "")
    if state in State.values:
        messages = messages.filter(state=state)
    page = Paginator(messages, 50).get_page(request.GET.get("page"))
    return render(request, "consortium/outbox.html", {"page": page, "states": State.choices, "state": state})
