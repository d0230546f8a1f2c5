"""The schedule of what is kept how long, and the daily run that keeps to it (R25, R30, R32).

Approved minutes, motions and agreements are kept: they are the consortium's record. The history is kept too; it holds
numbers, dates and states, and no names.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from charter.models import Charter
from consortium.inactivity import follow_inactivity, months, silent, to_ask
from mail.actions.forgetting import forget_mail, old_mail
from mail.inbound.actions import purge
from mail.inbound.models import InboundMessage
from meetings.actions import purge_needs
from meetings.actions.retention import fold_answers, to_fold
from meetings.actions.undoing import KEPT, forget_before
from meetings.models import Needs

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """One line of the schedule in words, and how many the next run would erase (None: nothing ever)."""

    what: str
    how_long: str
    then: str
    next_run: int | None = None


def schedule(now: datetime, charter: Charter) -> list[Kept]:
    """What is kept how long, in words."""
    today = timezone.localdate(now)
    return [
        Kept(
            _("Who was asked to a meeting and what each answered"),
            _("%(n)s months after the meeting") % {"n": charter.keep_answers_months},
            _("Only the totals stay."),
            to_fold(before=now - months(charter.keep_answers_months)).count(),
        ),
        Kept(
            _("What people need to eat and to take part"),
            _("%(n)s days after the meeting") % {"n": charter.keep_needs_days},
            _("Erased."),
            old_needs(now, charter).count(),
        ),
        Kept(
            _("The text of mail that left"),
            _("%(n)s months") % {"n": charter.keep_mail_months},
            _("Only its kind and day stay."),
            old_mail(before=now - months(charter.keep_mail_months)).count(),
        ),
        Kept(
            _("Mail that came in, as it came"),
            _("%(n)s days after it was dealt with") % {"n": settings.INBOUND_KEEP_DAYS},
            _("Erased. The server's settings say how long."),
            old_inbound(now).count(),
        ),
        Kept(
            _("Where and with what device someone signed in"),
            _("%(n)s days") % {"n": charter.keep_sign_ins_days},
            _("Erased."),
            old_sign_ins(now, charter).count(),
        ),
        Kept(
            _("People of whom nothing was heard"),
            _("%(n)s months") % {"n": charter.ask_inactive_months},
            _("Asked by mail whether they stay."),
            to_ask(now, charter).count(),
        ),
        Kept(
            _("People who were asked and did not answer"),
            _("%(n)s days after the question") % {"n": charter.inactive_answer_days},
            _("Their names, addresses and seats are removed."),
            len(silent(today)),
        ),
        Kept(_("Backups"), _("35 days"), _("Erased by the nightly backup.")),
        Kept(_("Approved minutes, motions, agreements and the history"), _("For good"), _("Kept.")),
    ]


def old_needs(now: datetime, charter: Charter):
    return Needs.objects.filter(
        invitation__meeting__ends_at__lt=now - timedelta(days=charter.keep_needs_days)
    )


def old_inbound(now: datetime):
    before = now - timedelta(days=settings.INBOUND_KEEP_DAYS)
    return InboundMessage.objects.settled().filter(received_at__lt=before, raw__isnull=False)


def old_sign_ins(now: datetime, charter: Charter):
    return UserSession.objects.filter(last_seen_at__lt=now - timedelta(days=charter.keep_sign_ins_days))


def run(now: datetime) -> dict[str, int]:
    """Keep to the schedule; says how many of each, and writes down the same numbers and nothing else."""
    charter = Charter.load()
    forget_before(now - KEPT)
    done = {
        "needs": purge_needs(before=now - timedelta(days=charter.keep_needs_days)),
        "answers": sum(map(fold_answers, to_fold(before=now - months(charter.keep_answers_months)))),
        "mail": forget_mail(before=now - months(charter.keep_mail_months)),
        "inbound": purge(before=now - timedelta(days=settings.INBOUND_KEEP_DAYS)),
        "sign_ins": forget_sign_ins(now, charter),
        **follow_inactivity(now, charter),
    }
    log.info("retention: %s", ", ".join(f"{name} {count}" for name, count in done.items()))
    if any(done.values()):
        record("retention.run", charter if charter.pk else None, by=None, **done)
    return done


@transaction.atomic
def forget_sign_ins(now: datetime, charter: Charter) -> int:
    """Sessions that ended, and the addresses and devices of old ones."""
    Session.objects.filter(expire_date__lt=now).delete()
    return old_sign_ins(now, charter).delete()[0]
