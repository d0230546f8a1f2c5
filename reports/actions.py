"""The only place that writes reports, loans and tokens."""

from datetime import date
from secrets import token_urlsafe

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.record import record
from reports.figures import figures
from reports.models import Loan, Report, Token, digest_of
from reports.periods import Period


class Filed(Exception):
    """A filed report never changes; nothing was written."""

    def __init__(self):
        super().__init__(_("This report is filed and does not change any more."))


class NotBegun(Exception):
    """Of a period to come there is nothing to file; nothing was written."""

    def __init__(self):
        super().__init__(_("This period has not begun: there is nothing to file yet."))


@transaction.atomic
def save_words(period: Period, *, words: dict[str, str], by) -> Report:
    """Keep the coordinator's words between the figures. Raises Filed."""
    report, _ = Report.objects.select_for_update().get_or_create(slug=period.slug)
    if report.filed_at:
        raise Filed
    report.words = words
    report.save(update_fields=["words", "changed_at"])
    record("report.written", report, by=by)
    return report


@transaction.atomic
def file_report(period: Period, *, by) -> Report:
    """Freeze the figures with the words: from now on this report is what it is. Raises Filed or NotBegun."""
    if period.first > timezone.localdate():
        raise NotBegun
    report, _ = Report.objects.select_for_update().get_or_create(slug=period.slug)
    if report.filed_at:
        raise Filed
    # Whoever files it, it is read by all.
    with override(settings.LANGUAGE_CODE):
        report.figures = [figure.as_json() for figure in figures(period)]
    report.filed_at = timezone.now()
    report.save()
    record("report.filed", report, by=by)
    return report


@transaction.atomic
def lend(report: Report, *, reader: str, until: date, by) -> Loan:
    """Make a secret address at which someone without an account reads a filed report until a day."""
    loan = Loan.objects.create(report=report, reader=reader, until=until)
    record("report.lent", report, by=by, loan=loan.pk, until=until.isoformat())
    return loan


@transaction.atomic
def end_loan(loan: Loan, *, by) -> None:
    """From now on the address leads nowhere."""
    if loan.ended_at is None:
        loan.ended_at = timezone.now()
        loan.save(update_fields=["ended_at"])
        record("report.loan_ended", loan.report, by=by, loan=loan.pk)


@transaction.atomic
def make_token(*, person, name: str, scopes: list[str], until: date) -> tuple[Token, str]:
    """A new key to the read API, and its secret, which is shown once and not kept."""
    secret = f"consortium_{token_urlsafe(32)}"
    token = Token.objects.create(
        person=person, name=name, digest=digest_of(secret), scopes=scopes, until=until
    )
    record("token.made", token, by=person, scopes=scopes, until=until.isoformat())
    return token, secret


@transaction.atomic
def end_token(token: Token, *, by) -> None:
    """From now on it opens nothing."""
    if token.ended_at is None:
        token.ended_at = timezone.now()
        token.save(update_fields=["ended_at"])
        record("token.ended", token, by=by)
