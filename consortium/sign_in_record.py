"""What is kept of signing in: when it began, and that it was refused; no address, code or place (R34).

Whoever signed in is in `UserSession` for as long as the retention schedule says. A refused sign-in is an entry
of the history about the person, for the coordinator, and at most MOST an hour from one place; the log has them all.
"""

import logging
from time import time

from allauth.account.signals import login_code_rejected
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from audit.record import record
from charter.rate_limit import too_many

BEGUN = "signed_in_at"
MOST = 60
log = logging.getLogger(__name__)


@receiver(user_logged_in)
def note_the_beginning(request, **kwargs) -> None:
    request.session[BEGUN] = int(time())
    log.info("signed in")


@receiver(login_code_rejected)
def note_a_wrong_code(request, user, **kwargs) -> None:
    _refused(request, user, "code")


@receiver(authentication_failed)
def note_a_wrong_second_factor(request, user, **kwargs) -> None:
    _refused(request, user, "second factor")


def _refused(request, person, way: str) -> None:
    log.warning("sign-in refused: wrong %s", way)
    if not too_many(request, "sign_in_refused", most=MOST):
        record("sign_in.refused", person, by=None, way=way)
