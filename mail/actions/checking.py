"""A test mail, which says that it is one."""

from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from charter.models import Charter
from mail.actions.posting import new_message_id
from mail.letters import dress, fragment
from mail.models import Message


@transaction.atomic
def post_check(address: str) -> Message:
    """A row of the outbox like every other, to one address, for whoever tries the mail server."""
    sender, words = (
        Charter.load().neutral_name,
        _("This is a test of the mail server. Nothing is to be done."),
    )
    return Message.objects.create(
        key=f"check:{uuid4().hex}",
        kind="check",
        address=address,
        from_name=sender,
        from_address=settings.MAIL_ADDRESS,
        subject=_("Test of the mail server"),
        text=words + "\n",
        html=dress(fragment(words), subject=_("Test of the mail server"), sender=sender),
        message_id=new_message_id(False),
    )
