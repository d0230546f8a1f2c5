"""Someone we have not heard of for long is asked whether she stays; whoever is silent is removed by the run."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from audit.record import record
from mail.actions import post
from mail.languages import speaking_to
from mail.letters import render
from mail.links import sign
from members.enums import Channel
from members.models import Person, StayQuestion

BY_MAIL = {Channel.EMAIL, Channel.CONTACT}


@transaction.atomic
def ask_to_stay(person: Person, *, due_on: date) -> StayQuestion | None:
    """Write to her, once; where no mail reaches her the question waits for the coordinator."""
    if StayQuestion.objects.filter(person=person, settled_at=None).exists():
        return None
    reached = person.channel in BY_MAIL and bool(person.mail_address)
    question = StayQuestion.objects.create(person=person, due_on=due_on if reached else None)
    record("person.asked_to_stay", person, by=None, due=due_on.isoformat() if reached else None)
    if reached:
        with speaking_to(person):
            day = format_date(due_on, "F j, Y")
            post(
                kind="stay",
                person=person,
                about=question,
                reference="asked",
                discreet_body=_("Do you want to keep your place here? Please tell us before %(day)s:")
                % {"day": day},
                path=stay_path(question),
                label=_("Tell us"),
                **render("members/letters/stay", {"day": day}).words,
            )
    return question


def stay_path(question: StayQuestion) -> str:
    """Where she answers without signing in; good until the question is settled."""
    return f"/stay/{sign('stay', question.pk, question.person_id)}/"


@transaction.atomic
def let_stay(question: StayQuestion, *, by) -> bool:
    """She stays: she said so, did something here, or the coordinator keeps her. False where it was settled."""
    return _settle(question, stays=True, verb="person.stays", by=by)


@transaction.atomic
def settle_silence(question: StayQuestion) -> bool:
    """She did not answer in time. False where it was settled meanwhile."""
    return _settle(question, stays=False, verb="person.did_not_stay", by=None)


def _settle(question: StayQuestion, *, stays: bool, verb: str, by) -> bool:
    open_one = StayQuestion.objects.filter(pk=question.pk, settled_at=None)
    if not open_one.update(settled_at=timezone.now(), stays=stays):
        return False
    record(verb, question.person, by=by)
    return True
