"""What beat does for mail. A job takes ids, is safe to run twice, and sends only what it has claimed."""

import imaplib
import logging

from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from imap_tools import MailboxLoginError

from charter.models import Charter
from mail import gathering, heartbeats
from mail.actions.gathering import gather
from mail.delivery import deliver
from mail.inbound.actions import read as read_inbound
from mail.inbound.models import InboundMessage, InboundState
from mail.inbound.poll import poll
from mail.models import Message

log = logging.getLogger(__name__)


@shared_task
def sweep(limit: int = 500) -> None:
    """Pick up whatever is due and was left behind: by a crash, a lost queue, or a back-off."""
    due = Message.objects.due(timezone.now()).order_by("due_at", "pk")
    deliver(list(due.values_list("pk", flat=True)[:limit]))


@shared_task
def poll_inbox() -> None:
    """Take in what came by mail, and try again what could not be read; without INBOUND_URL only the latter."""
    if settings.INBOUND_URL:
        try:
            poll(settings.INBOUND_URL)
        except (OSError, imaplib.IMAP4.error, MailboxLoginError) as error:
            log.warning("inbox: %s", type(error).__name__)
    unread = InboundMessage.objects.filter(state=InboundState.RECEIVED).values_list("pk", flat=True)
    for pk in list(unread[:100]):
        read_inbound(pk)


@shared_task
def send_gathered() -> None:
    """The daily and weekly mails that are due."""
    now = timezone.now()
    for (person, slot), ids in gathering.due(now, Charter.load().time_zone).items():
        gather(get_user_model().objects.get(pk=person), ids=ids, slot=slot)


@shared_task
def sign_of_life() -> None:
    """Done by a worker because the scheduler started it: the way between them is open."""
    heartbeats.note("queue")
