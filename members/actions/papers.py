"""The coordinator hears in time that a memorandum ends."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mail.actions import post
from members.letters import mou_ends_letter
from members.models import Document
from members.papers_ending import CODE, told


@transaction.atomic
def tell_that_mou_ends(paper: Document, *, day: date) -> int:
    """Once to each coordinator for that end and that day of reminding; how many mails were written."""
    letter = mou_ends_letter(paper)
    sent = [
        post(
            kind=CODE,
            person=coordinator,
            about=paper,
            reference=f"ends:{paper.expires_on.isoformat()}:day:{day.isoformat()}",
            path=f"/organizations/{paper.organization_id}/",
            label=_("Open its page"),
            **letter,
        )
        for coordinator in told()
    ]
    return sum(message is not None for message in sent)
