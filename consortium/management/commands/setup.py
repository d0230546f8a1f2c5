from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from audit.record import record
from charter.holidays import load_holidays
from charter.models import Charter
from library.page_files import load_pages
from library.resource_files import load_resources
from members.models import Person
from members.reference import load_reference
from workgroups.models import Workgroup

QUESTIONS = {
    "name": "Name of the consortium",
    "short_name": "Short name, as mail shows it",
    "time_zone": "Time zone, such as America/Chicago",
    "workgroups": "Workgroups, separated by commas",
    "coordinator": "Name of the first coordinator",
    "email": "Her e-mail address",
}


class Command(BaseCommand):
    help = (
        "Give an empty installation its names, time zone, sectors, places, workgroups and first coordinator."
    )

    def add_arguments(self, parser):
        for name, question in QUESTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=question)

    def handle(self, *args, **options):
        if Person.objects.exists():
            raise CommandError("There are people here already: this installation is set up.")
        given = {name: options[name] or input(f"{question}: ") for name, question in QUESTIONS.items()}
        given = {name: value.strip() for name, value in given.items()}
        _refuse_what_is_wrong(given)
        with transaction.atomic():
            _set_up(given)
        self.stdout.write(f"Ready. {given['coordinator']} signs in with a code sent to {given['email']}.")


def _refuse_what_is_wrong(given: dict[str, str]) -> None:
    for name in ("name", "short_name", "coordinator"):
        if not given[name]:
            raise CommandError(f"{QUESTIONS[name]}: this cannot be empty.")
    try:
        ZoneInfo(given["time_zone"])
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CommandError(f"“{given['time_zone']}” is not a time zone; America/Chicago is one.") from error
    try:
        validate_email(given["email"])
    except ValidationError as error:
        raise CommandError(f"“{given['email']}” is not an e-mail address.") from error


def _set_up(given: dict[str, str]) -> None:
    charter = Charter(pk=1, name=given["name"], short_name=given["short_name"], time_zone=given["time_zone"])
    charter.save()
    load_reference()
    load_pages()
    load_holidays(timezone.localdate())
    for order, name in enumerate(filter(None, map(str.strip, given["workgroups"].split(",")))):
        Workgroup.objects.create(name=name, slug=slugify(name.replace("/", " ")), order=order)
    load_resources()
    person = Person.objects.create_user(given["coordinator"], given["email"], is_coordinator=True)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    record("consortium.set_up", charter, by=None)
