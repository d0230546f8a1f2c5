"""An application: made by anyone, confirmed from its own mailbox, decided by the coordinator.

Nothing of it is in the roster before it is approved.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from audit.record import record
from mail.actions import post, post_to_stranger
from mail.languages import speaking_to
from mail.links import sign
from members.actions.addresses import NotPossible
from members.actions.coverage import prospect_joined
from members.actions.organizations import change_status, create_organization
from members.actions.people import add_person, choose_channel, edit_person
from members.actions.seats import take_seat
from members.enums import ApplicationState, OrganizationStatus
from members.importing.names import organization_key
from members.letters import application_letter
from members.models import Application, Organization, Person, Prospect
from members.standing_in import coordinators

KEEP_UNCONFIRMED = timedelta(days=7)
KEEP_DECLINED = timedelta(days=365)
MOST_A_DAY = 3


@transaction.atomic
def apply_to_join(application: Application, *, counties=(), tribes=()) -> Application | None:
    """Keep it aside and ask the address to confirm it; one address is written to three times a day at most."""
    application.email = application.email.strip().lower()
    day_ago = timezone.now() - timedelta(days=1)
    if Application.objects.filter(email=application.email, made_at__gt=day_ago).count() >= MOST_A_DAY:
        return None
    application.language = get_language() if get_language() in dict(settings.LANGUAGES) else ""
    application.save()
    application.counties.set(counties)
    application.tribes.set(tribes)
    record("application.made", application, by=None)
    _write(application, "application_confirm", "made")
    return application


@transaction.atomic
def confirm(application: Application) -> None:
    """Its own mailbox says that it is meant; now the coordinator reads it."""
    application = _locked(application)
    if application.state != ApplicationState.UNCONFIRMED:
        return
    application.state, application.confirmed_at = ApplicationState.WAITING, timezone.now()
    application.save(update_fields=["state", "confirmed_at"])
    record("application.confirmed", application, by=None)
    _tell_coordinators(application, "confirmed")


@transaction.atomic
def ask_applicant(application: Application, *, question: str, by: Person) -> None:
    """Ask before deciding; the applicant answers on a page of their own."""
    application = _undecided(application)
    application.state, application.question, application.answer = ApplicationState.ASKED, question, ""
    application.save(update_fields=["state", "question", "answer"])
    entry = record("application.asked", application, by=by)
    _write(application, "application_question", f"asked:{entry.pk}")


@transaction.atomic
def answer_question(application: Application, *, answer: str) -> None:
    """The applicant answered; it waits for the coordinator again."""
    application = _locked(application)
    if application.state != ApplicationState.ASKED:
        return
    application.state, application.answer = ApplicationState.WAITING, answer
    application.save(update_fields=["state", "answer"])
    entry = record("application.answered", application, by=None)
    _tell_coordinators(application, f"answered:{entry.pk}")


@transaction.atomic
def decline(application: Application, *, letter: str, by: Person) -> None:
    """Not now; the letter says so as the coordinator wrote it."""
    application = _decided(application, ApplicationState.DECLINED, letter, by)
    record("application.declined", application, by=by)
    _write(application, "application_declined", "declined", text=letter)


@dataclass
class Admission:
    """What the coordinator settled: an organization that is here already, or the fields of a new one."""

    organization: Organization | None = None
    fields: dict = field(default_factory=dict)
    person: Person | None = None
    channel: str = ""
    letter: str = ""


@transaction.atomic
def approve(application: Application, *, admission: Admission, by: Person) -> Person:
    """The seat, the person who signs in, the invitations still to come, and the letter. Says who it is.

    For a protected seat the channel is chosen before anything leaves.
    """
    application = _decided(application, ApplicationState.APPROVED, admission.letter, by)
    organization = _seat(application, admission, by=by)
    person = admission.person or add_person(
        name=application.name,
        email=application.email,
        by=by,
        phone=application.phone,
        title=application.title,
        discreet=application.neutral,
        language=application.language,
    )
    if application.discreet and not person.discreet:
        edit_person(person, changes={"discreet": True}, by=by)
    take_seat(organization, person=person, by=by)
    if admission.channel and person.protected:
        choose_channel(person, channel=admission.channel, discreet=True, by=by)
    application.organization, application.person = organization, person
    application.save(update_fields=["organization", "person"])
    record("application.approved", application, by=by, organization=organization.pk, person=person.pk)
    for prospect in _prospects(application):
        prospect_joined(prospect, organization=organization, by=by)
    post(
        kind="application_approved",
        person=person,
        about=application,
        reference="approved",
        path="/accounts/login/",
        label=gettext_lazy("Sign in"),
        **application_letter("application_approved", application, text=admission.letter),
    )
    return person


def forget_old_applications() -> None:
    """Erase what nobody confirmed within a week, and what was declined a year ago."""
    now = timezone.now()
    Application.objects.unconfirmed().filter(made_at__lt=now - KEEP_UNCONFIRMED).delete()
    Application.objects.filter(state=ApplicationState.DECLINED, decided_at__lt=now - KEEP_DECLINED).delete()


def _seat(application: Application, admission: Admission, *, by) -> Organization:
    if admission.organization is None:
        return create_organization(
            by=by, status=OrganizationStatus.ACTIVE, since=timezone.localdate(), **admission.fields
        )
    if admission.organization.status != OrganizationStatus.ACTIVE:
        change_status(admission.organization, status=OrganizationStatus.ACTIVE, by=by)
    return admission.organization


def _prospects(application: Application) -> list[Prospect]:
    key = organization_key(application.seat_name)
    return [
        prospect
        for prospect in Prospect.objects.open()
        if organization_key(prospect.name) == key
        or (prospect.email and prospect.email.lower() == application.email)
    ]


def _locked(application: Application) -> Application:
    return Application.objects.select_for_update(of=("self",)).select_related("sector").get(pk=application.pk)


def _undecided(application: Application) -> Application:
    application = _locked(application)
    if application.state not in {ApplicationState.WAITING, ApplicationState.ASKED}:
        raise NotPossible(_("This application is not waiting for you: it is decided, or not confirmed yet."))
    return application


def _decided(application: Application, state: str, letter: str, by: Person) -> Application:
    application = _undecided(application)
    application.state, application.letter = state, letter
    application.decided_at, application.decided_by = timezone.now(), by
    application.save(update_fields=["state", "letter", "decided_at", "decided_by"])
    return application


def _write(application: Application, kind: str, reference: str, *, text: str = "") -> None:
    with speaking_to(application):
        post_to_stranger(
            kind=kind,
            address=application.email,
            name=application.name,
            about=application,
            reference=reference,
            neutral=application.neutral,
            path=f"/join/{sign('join', application.pk, 0)}/",
            **application_letter(kind, application, text=text),
        )


def _tell_coordinators(application: Application, reference: str) -> None:
    for person in coordinators():
        post(
            kind="application_waiting",
            person=person,
            about=application,
            reference=reference,
            path=f"/join/applications/{application.pk}/",
            **application_letter("application_waiting", application),
        )
