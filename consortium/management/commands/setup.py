from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from audit.record import record
from charter.holidays import load_holidays
from charter.models import Charter
from library.page_files import load_pages
from library.resource_files import load_resources, of_state
from members.models import Person, Sector
from members.reference import has_places, load_reference
from workgroups.models import Workgroup

QUESTIONS = {
    "name": _("Name of the consortium"),
    "short_name": _("Short name, as mail shows it"),
    "mission": _("What it is for, in a sentence (may be empty)"),
    "state": _("State, such as Oregon, for its counties and their map (may be empty)"),
    "time_zone": _("Time zone, such as America/Chicago"),
    "sectors": _("Sectors of its members, separated by commas (empty: the usual eight)"),
    "protected": _("Which of them are protected: their people are named nowhere (may be empty)"),
    "workgroups": _("Workgroups, separated by commas"),
    "coordinator": _("Name of the first coordinator"),
    "email": _("Her e-mail address"),
}


class Command(BaseCommand):
    help = (
        "Give an empty installation its names, time zone, sectors, places, workgroups and first coordinator."
    )

    def add_arguments(self, parser):
        for name, question in QUESTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=str(question))

    def handle(self, *args, **options):
        if Person.objects.exists():
            raise CommandError("There are people here already: this installation is set up.")
        given = {name: self._answer(name, options[name]) for name in QUESTIONS}
        _refuse_what_is_wrong(given)
        with transaction.atomic():
            _set_up(given)
        self.stdout.write(f"Ready. {given['coordinator']} signs in with a code sent to {given['email']}.")

    def _answer(self, name: str, given: str | None) -> str:
        """What the command line says, else what is typed."""
        if given is None:
            try:
                given = input(f"{QUESTIONS[name]}: ")
            except EOFError as error:
                raise CommandError(f"{QUESTIONS[name]}: give --{name.replace('_', '-')}.") from error
        return given.strip()


def _refuse_what_is_wrong(given: dict[str, str]) -> None:
    for name in ("name", "short_name", "coordinator"):
        if not given[name]:
            raise CommandError(f"{QUESTIONS[name]}: this cannot be empty.")
    if given["state"] and not has_places(given["state"]):
        raise CommandError(
            f"“{given['state']}” is no state that is known here; leave it empty, or write Oregon."
        )
    if strangers := set(_listed(given["protected"])) - set(_listed(given["sectors"])):
        raise CommandError(f"“{min(strangers)}” is not among the sectors.")
    try:
        ZoneInfo(given["time_zone"])
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CommandError(f"“{given['time_zone']}” is not a time zone; America/Chicago is one.") from error
    try:
        validate_email(given["email"])
    except ValidationError as error:
        raise CommandError(f"“{given['email']}” is not an e-mail address.") from error


def _set_up(given: dict[str, str]) -> None:
    facts = {name: given[name] for name in ("name", "short_name", "mission", "time_zone")}
    charter = Charter(pk=1, state_name=given["state"], **facts)
    charter.save()
    load_reference(given["state"], sectors=_listed(given["sectors"]))
    Sector.objects.filter(name__in=_listed(given["protected"])).update(protected=True)
    load_pages()
    load_holidays(timezone.localdate())
    for order, name in enumerate(_listed(given["workgroups"])):
        Workgroup.objects.create(name=name, slug=slugify(name.replace("/", " ")), order=order)
    load_resources(of_state(given["state"]))
    person = Person.objects.create_user(given["coordinator"], given["email"], is_coordinator=True)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    record("consortium.set_up", charter, by=None)


def _listed(text: str) -> list[str]:
    return [name for name in map(str.strip, text.split(",")) if name]
