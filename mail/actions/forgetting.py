"""What left long ago keeps its kind, its day and how it went; addresses and words are erased (R30)."""

from datetime import datetime

from mail.enums import State
from mail.models import Attachment, Message

OVER = (State.SENT, State.BOUNCED, State.SUPPRESSED, State.CANCELLED, State.FAILED)
ERASED = {"name": "", "address": "", "subject": "", "text": "", "html": "", "calendar": None}


def old_mail(*, before: datetime):
    """Messages written before that moment that are over and still have their text."""
    return Message.objects.filter(created_at__lt=before, state__in=OVER).exclude(address="", text="")


def forget_mail(*, before: datetime) -> int:
    """Erase address, words and attachments; says of how many messages."""
    old = old_mail(before=before)
    Attachment.objects.filter(message__in=old).delete()
    return old.update(**ERASED)
