"""A worker's claim: some messages it has to itself for a while, read in one go and asked together whether they are still true."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mail.kinds import pointless_among
from mail.models import Attachment, Message
from mail.rates import domain_of, over_limit


@dataclass
class Claim:
    """What one worker holds. `stops` says of each message that must not leave any more why."""

    token: str
    until: datetime
    waiting: list[Message] = field(default_factory=list)
    stops: dict[int, str] = field(default_factory=dict)
    with_files: set[int] = field(default_factory=set)

    def __iter__(self):
        while self.waiting:
            yield self.waiting.pop(0)

    @property
    def old(self) -> bool:
        """Whether a third of its time is over: what was asked may have changed, and no other may take it meanwhile."""
        return timezone.now() > self.until - timedelta(seconds=settings.MAIL_CLAIM_SECONDS) * 2 / 3

    def give_back(self) -> list[int]:
        """Leave what was not handled to whoever comes next, as if it had not been tried."""
        left, self.waiting = [message.pk for message in self.waiting], []
        _leave(self.token, left)
        return left


def take(ids: list[int]) -> Claim:
    """Those of these messages that are due and that no other worker holds, for MAIL_CLAIM_SECONDS.

    Limits are counted under the claim, so that two workers at once stay below them: what is over goes back.
    """
    now = timezone.now()
    claim = Claim(uuid4().hex, now + timedelta(seconds=settings.MAIL_CLAIM_SECONDS))
    free = Message.objects.due(now).filter(pk__in=ids)
    with transaction.atomic():
        free.filter(pk__in=free.select_for_update(skip_locked=True).values("pk")).update(
            claim=claim.token, claimed_until=claim.until, attempts=F("attempts") + 1
        )
    mine = Message.objects.filter(claim=claim.token).select_related("person").prefetch_related("about")
    known = {message.pk: message for message in mine}
    claim.waiting = _within_limits(claim.token, [known[pk] for pk in ids if pk in known])
    _look_at(claim)
    return claim


def _within_limits(token: str, messages: list[Message]) -> list[Message]:
    over, addresses = set(), Counter(domain_of(message.address) for message in messages)
    for domain, count in addresses.items():
        if excess := min(count, over_limit(domain)):
            over |= {m.pk for m in [m for m in messages if domain_of(m.address) == domain][-excess:]}
    if over:
        _leave(token, list(over))
    fit = [message for message in messages if message.pk not in over]
    if excess := min(len(fit), over_limit()):
        _leave(token, [message.pk for message in fit[-excess:]])
        fit = fit[:-excess]
    return fit


def _leave(token: str, ids: list[int]) -> None:
    if ids:
        mine = Message.objects.filter(pk__in=ids, claim=token)
        mine.update(claimed_until=None, claim="", attempts=F("attempts") - 1)


def _look_at(claim: Claim) -> None:
    """What is asked once for all of them: who is protected, which have files, which are pointless."""
    get_user_model().objects.note_protected([m.person for m in claim.waiting if m.person])
    numbers = [message.pk for message in claim.waiting]
    files = Attachment.objects.filter(message__in=numbers)
    claim.with_files = set(files.values_list("message_id", flat=True)) if numbers else set()
    claim.stops = pointless_among(claim.waiting)
