"""The mails about joining, standing in, and papers. Discreet ones say only that something is waiting."""

from django.utils.formats import date_format as format_date
from django.utils.translation import gettext_lazy as _

from charter.models import Charter
from mail.languages import in_each_language
from mail.letters import render
from members.models import Application, Document

SOMETHING = _("You wrote to us. There is an answer for you here:")
CONFIRM = _("Someone gave us this address. If it was you, confirm it here; if not, do nothing:")
WELCOME = _("Thank you for writing to us. We say yes, gladly. You can sign in with this address:")
WAITING = _("Something is waiting for you.")
DISCREET = {
    "application_confirm": CONFIRM,
    "application_question": SOMETHING,
    "application_approved": WELCOME,
    "application_declined": SOMETHING,
    "application_waiting": WAITING,
}


@in_each_language
def application_letter(kind: str, application: Application, *, text: str = "") -> dict[str, str]:
    """The words of one mail; `text` is what the coordinator made of the letter, and takes its place."""
    letter = render(
        f"members/letters/{kind}",
        {"application": application, "charter": Charter.load(), "letter": text},
    )
    words = letter.words | {"discreet_body": DISCREET[kind]}
    return words | {"body": text} if text else words


def proposed_text(kind: str, application: Application) -> str:
    """The letter as we would write it, for the coordinator to change."""
    return str(application_letter(kind, application)["body"])


@in_each_language
def coordinator_deputy_letter(deputy) -> dict[str, str]:
    """To whoever stands in for the coordinator."""
    words = render("members/letters/coordinator_deputy", {"deputy": deputy}).words
    return words | {"discreet_body": WAITING}


@in_each_language
def mou_ends_letter(paper: Document) -> dict[str, str]:
    """To the coordinator, some weeks before a memorandum ends."""
    context = {
        "organization": paper.organization.name,
        "signed": format_date(paper.signed_on, "F j, Y"),
        "day": format_date(paper.expires_on, "F j, Y"),
    }
    return render("members/letters/mou_ends", context).words | {"discreet_body": WAITING}
