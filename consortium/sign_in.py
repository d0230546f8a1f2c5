"""Signing in by code, through the outbox, without saying who is a member."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _


def person_who_signs_in_with(email: str):
    """The one active person whose verified address this is, or None."""
    rows = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    people = {row.user_id: row.user for row in rows.select_related("user")}
    return next(iter(people.values())) if len(people) == 1 else None


class RequestCodeForm(RequestLoginCodeForm):
    """Gives the same answer for a known, an unknown and a shared address."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if not ratelimit.consume(allauth_context.request, action="request_login_code", key=email.lower()):
            raise AccountAdapter().validation_error("too_many_login_attempts")
        self._user = person_who_signs_in_with(email)
        return email


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; every mail leaves through the outbox."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Posts a mail about the account to the person whose address it is, and to nobody else."""
        from mail.actions import post_secret

        person = context.get("user") or person_who_signs_in_with(email)
        if person is None:
            return
        request = allauth_context.request
        context = {"request": request, "email": email, "current_site": _Site(), **context}
        with override(person.language or get_language()):
            message = self.render_mail(template_prefix, email, context)
        html = next((body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
        post_secret(person, address=email, subject=message.subject, text=message.body, html=html)


class MFAAdapter(DefaultMFAAdapter):
    """Authenticator apps and passkeys show the neutral name."""

    def _get_site_name(self) -> str:
        return _Site().name


class _Site:
    """The name and address that allauth's mail templates print."""

    def __init__(self):
        from django.conf import settings

        from charter.models import Charter

        self.name = Charter.load().neutral_name
        self.domain = settings.SITE_HOST
