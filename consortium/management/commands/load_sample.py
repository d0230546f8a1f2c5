import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from charter.models import Charter
from meetings.models import Meeting, Venue
from members.enums import Channel
from members.models import County, Organization, Person, Representation, Sector
from members.reference import load_reference
from tasks.models import Status, Task
from workgroups.models import Role, RoleKind, Workgroup

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Fill an empty database with a fictional consortium; does nothing where there are people."

    @transaction.atomic
    def handle(self, *args, **options):
        if Person.objects.exists():
            self.stdout.write("There are people here already: nothing was loaded.")
            return
        sample = json.loads((DATA / "sample.json").read_text())
        load_reference()
        Charter(pk=1, **sample["charter"]).save()
        for order, row in enumerate(sample["workgroups"]):
            Workgroup.objects.create(order=order, **row)
        _person("Greta Sandvold-Reyes", "coordinator@consortium.example", is_coordinator=True)
        people = {row["representative"]: _seat(row) for row in sample["organizations"]}
        _tasks(people)
        _next_meeting(sample["charter"]["time_zone"])
        self.stdout.write(
            f"Loaded {Organization.objects.count()} organizations, {Person.objects.count()} people, "
            f"{Task.objects.count()} tasks."
        )


def _person(name: str, email: str, **fields) -> Person:
    person = Person.objects.create_user(name, email, **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _seat(row: dict) -> Person:
    sector = Sector.objects.get(code=row["sector"])
    organization = Organization.objects.create(
        name=row["name"], sector=sector, kind=row.get("kind", "agency"), since=date(2025, 1, 1)
    )
    organization.counties.set(County.objects.filter(name__in=row["counties"]))
    protection = {"discreet": True, "channel": Channel.EMAIL} if sector.protected else {}
    person = _person(row["representative"], row["email"], **protection)
    Representation.objects.create(person=person, organization=organization, since=date(2025, 1, 1))
    if "chairs" in row:
        Role.objects.create(
            person=person,
            workgroup=Workgroup.objects.get(slug=row["chairs"]),
            kind=RoleKind.CHAIR,
            since=date(2025, 1, 1),
        )
    return person


def _tasks(people: dict[str, Person]) -> None:
    groups = {group.name: group for group in Workgroup.objects.all()}
    statuses = {status.label: status.value for status in Status}
    with (DATA / "sample_tasks.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            Task.objects.create(
                workgroup=groups[row["workgroup"]],
                title=row["task"][:250],
                assignee=people.get(row["responsible"]),
                due=date.fromisoformat(row["due_date"]),
                status=statuses[row["status"]],
                origin=row["id"],
                public=True,
            )


def _next_meeting(zone: str) -> None:
    venue = Venue.objects.create(
        name="Lakeview Hall",
        address="100 Sample Street, Madison",
        access="Step-free entrance on the east side.",
    )
    day = timezone.localdate() + timedelta(days=51)
    day += timedelta(days=(3 - day.weekday()) % 7)
    starts = datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo(zone))
    Meeting.objects.create(
        slug=f"{day:%Y-%m-%d}",
        title="Quarterly meeting",
        starts_at=starts,
        ends_at=starts + timedelta(hours=4),
        venue=venue,
        room="Room B12",
    )
