"""Mail to an address that is nobody's on the roster yet: an answer to somebody who wrote to us first."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charter.models import Charter
from mail.actions.handing_over import deliver_after_commit
from mail.actions.posting import neutral_subject, new_message_id
from mail.letters import dress, fragment
from mail.models import Message


@transaction.atomic
def post_to_stranger(
    *,
    kind: str,
    address: str,
    name: str,
    about,
    reference: str,
    neutral: bool,
    subject: str,
    body: str,
    discreet_body: str,
    html_body: str = "",
    path: str = "",
    label: str = _("Open"),
) -> Message | None:
    """Write one message, or return None when it was already written; the rules of words are those of `post`."""
    charter = Charter.load()
    link = f"{settings.DISCREET_SITE_URL if neutral else settings.SITE_URL}{path}" if path else ""
    sender = charter.neutral_name if neutral else charter.short_name
    title = " ".join(str(neutral_subject(charter) if neutral else subject).split())[:250]
    text = str(discreet_body if neutral else body)
    message, created = Message.objects.get_or_create(
        key=f"{kind}:{about._meta.label_lower}:{about.pk}:{reference}",
        defaults={
            "kind": kind,
            "address": address,
            "name": "" if neutral else name[:200],
            "from_name": sender,
            "from_address": settings.DISCREET_MAIL_ADDRESS if neutral else settings.MAIL_ADDRESS,
            "subject": title,
            "text": f"{text}\n\n{link}".strip() + "\n",
            "html": dress(
                fragment(text) if neutral or not html_body else str(html_body),
                subject=title,
                sender=sender,
                link=link,
                label=gettext("Open") if neutral else str(label),
            ),
            "message_id": new_message_id(neutral),
            "content_type": ContentType.objects.get_for_model(about),
            "object_id": str(about.pk),
            "neutral": neutral,
            "due_at": timezone.now(),
        },
    )
    if not created:
        return None
    deliver_after_commit([message.pk])
    return message
