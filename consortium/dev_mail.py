"""Every mail of this development machine, without signing in. Refused when DEBUG is off."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from mail.models import Message

LOOPBACK = {"127.0.0.1", "::1"}


def dev_mail(request):
    """The last fifty messages with their codes and links."""
    if not settings.DEBUG or request.META["REMOTE_ADDR"] not in LOOPBACK:
        raise Http404
    return render(request, "consortium/dev_mail.html", {"mails": Message.objects.all()[:50]})
