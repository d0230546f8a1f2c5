"""A fictional consortium, loaded into an empty database so that a first visitor finds a working one."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from charter.holidays import load_holidays
from charter.models import Charter
from consortium.sample_agenda import write_agenda
from consortium.sample_dates import open_sample_poll, save_a_date
from consortium.sample_members import load_histories
from consortium.sample_minutes import load_minutes
from consortium.sample_workgroups import load_rooms
from library.actions import validate
from library.forms import CHECKLIST
from library.models import Resource
from library.page_files import load_pages
from library.resource_files import load_resources, of_state
from meetings import actions
from meetings.enums import Response, Source
from meetings.models import Meeting, Venue
from members.actions import add_prospect, agree, take_step
from members.actions.consents import list_publicly
from members.enums import Channel, RepresentationRole
from members.models import Application, County, Organization, Person, Prospect, Representation, Sector, Tribe
from members.reference import load_reference
from reports import actions as report_actions
from reports.periods import quarter_of
from tasks import importing
from tasks.actions import import_rows
from tasks.models import Task
from workgroups.models import Role, RoleKind, Workgroup

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load() -> None:
    """Sectors, places, workgroups, some 60 organizations and 140 people, 40 tasks, the next meeting."""
    sample = json.loads((DATA / "sample.json").read_text(encoding="utf-8"))
    load_reference(sample["charter"]["state_name"])
    load_holidays(timezone.localdate())
    Charter(pk=1, **sample["charter"]).save()
    for order, row in enumerate(sample["workgroups"]):
        Workgroup.objects.create(order=order, **row)
    coordinator = _person(
        {"name": "Greta Sandvold-Reyes", "email": "coordinator@consortium.example"}, is_coordinator=True
    )
    for row in sample["organizations"]:
        _seat(row)
    _consents()
    load_histories(by=coordinator)
    _tasks()
    _resources(sample["resources"])
    _knocking(sample["applications"], sample["prospects"], by=coordinator)
    load_pages(DATA / "pages", by=coordinator)
    load_minutes(sample["held"], sample["charter"]["time_zone"], by=coordinator)
    zone = ZoneInfo(sample["charter"]["time_zone"])
    meeting = _next_meeting(sample["venues"][0], zone, by=coordinator)
    _invite_and_answer(meeting, by=coordinator)
    later = _quarterly(meeting.starts_at.date() + timedelta(days=30), zone)
    save_a_date(meeting, starts_at=later, by=coordinator)
    open_sample_poll(zone=zone)
    write_agenda(meeting, by=coordinator)
    load_rooms()
    _filed_report(by=coordinator)


def _filed_report(*, by: Person) -> None:
    """The report of the quarter before this one."""
    before = quarter_of(timezone.localdate()).before()
    introduction = (
        "A steady quarter: the protocol is in its second reading, and two counties joined the table."
    )
    report_actions.save_words(before, words={"introduction": introduction}, by=by)
    report_actions.file_report(before, by=by)


def _person(row: dict, **fields) -> Person:
    for name in ("title", "display_name", "phone", "pronouns"):
        if name in row:
            fields[name] = row[name]
    person = Person.objects.create_user(row["name"], row["email"], **fields)
    EmailAddress.objects.create(user=person, email=row["email"], verified=True, primary=True)
    if row.get("listed_to_members"):
        agree(person, choices={("members", "name"), ("members", "email")}, by=person)
    return person


def _seat(row: dict) -> None:
    sector = Sector.objects.get(code=row["sector"])
    since = date.fromisoformat(row["since"])
    organization = Organization.objects.create(
        name=row["name"],
        sector=sector,
        kind=row.get("kind", "agency"),
        status=row.get("status", "active"),
        statewide=row.get("statewide", False),
        voting=row.get("voting", True),
        website=row.get("website", ""),
        since=since,
    )
    organization.counties.set(County.objects.filter(name__in=row.get("counties", [])))
    organization.tribes.set(Tribe.objects.filter(code__in=row.get("tribes", [])))
    protection = {"discreet": True, "channel": Channel.EMAIL} if sector.protected else {}
    for position, details in enumerate(row["people"]):
        person = _person(details, **protection)
        Representation.objects.create(
            person=person,
            organization=organization,
            since=since,
            role=RepresentationRole.ALTERNATE if position else RepresentationRole.PRIMARY,
        )
        _role(person, details)


def _role(person: Person, details: dict) -> None:
    for key, kind in (("chairs", RoleKind.CHAIR), ("workgroup", RoleKind.MEMBER)):
        if slug := details.get(key):
            group = Workgroup.objects.get(slug=slug)
            Role.objects.create(person=person, workgroup=group, kind=kind, since=date(2025, 1, 1))


def _consents() -> None:
    """Every other organization's representative agreed that the public may read its name."""
    seats = Representation.objects.filter(
        role=RepresentationRole.PRIMARY, organization__sector__protected=False, organization__status="active"
    )
    for seat in seats.select_related("organization", "person").order_by("organization__name")[::2]:
        list_publicly(seat.organization, by=seat.person)


def _tasks() -> None:
    """The work plan of every group, as its spreadsheet brings it in; all of it public."""
    path = DATA / "sample_tasks.csv"
    read = importing.plan(importing.read_table(path.read_bytes()), may_edit=lambda group: True)
    import_rows(read.rows, by=None)
    Task.objects.update(public=True)


def _knocking(applications: list[dict], prospects: list[dict], *, by: Person) -> None:
    """Who asks to join and waits for an answer, and who could be asked."""
    for row in applications:
        counties = County.objects.filter(name__in=row.pop("counties"))
        sector = Sector.objects.get(code=row.pop("sector"))
        confirmed = timezone.now() - timedelta(days=row.pop("days_ago"))
        application = Application.objects.create(
            **row, sector=sector, state="waiting", made_at=confirmed, confirmed_at=confirmed
        )
        application.counties.set(counties)
    for row in prospects:
        steps = row.pop("steps")
        counties = County.objects.filter(name__in=row.pop("counties"))
        sector = Sector.objects.get(code=row.pop("sector"))
        next_on = timezone.localdate() + timedelta(days=row.pop("next_in_days"))
        prospect = add_prospect(Prospect(**row, sector=sector, asker=by), counties=counties, by=by)
        for state, note in steps:
            take_step(prospect, state=state, note=note, next_on=next_on, by=by)


def _resources(rows: list[dict]) -> None:
    """Each validated by its workgroup's chair, to be looked at again within two years; one is due now."""
    for position, resource in enumerate(load_resources([*rows, *of_state(Charter.load().state_name)])):
        chair = resource.workgroup.roles.chairs().select_related("person").first().person
        Resource.objects.filter(pk=resource.pk).update(validator=chair)
        resource.refresh_from_db()
        next_review = timezone.localdate() + timedelta(days=50 * position)
        validate(resource, checked=[name for name, _ in CHECKLIST], next_review=next_review, by=chair)


def _next_meeting(place: dict, zone: ZoneInfo, *, by: Person) -> Meeting:
    """The third Thursday of the next quarter's first month that leaves three weeks to answer."""
    starts = _quarterly(timezone.localdate() + timedelta(days=21), zone)
    room = place.pop("room")
    meeting = Meeting(
        title="Quarterly meeting",
        starts_at=starts,
        ends_at=starts + timedelta(hours=4),
        venue=Venue.objects.create(**place),
        room=room,
    )
    return actions.schedule(meeting, by=by)


def _quarterly(after: date, zone: ZoneInfo) -> datetime:
    day = _third_thursday(after)
    return datetime(day.year, day.month, day.day, 10, tzinfo=zone)


def _third_thursday(after: date) -> date:
    year, month = after.year, after.month
    while True:
        first = date(year, month, 1)
        day = first + timedelta(days=(3 - first.weekday()) % 7 + 14)
        if month in (1, 4, 7, 10) and day >= after:
            return day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _invite_and_answer(meeting: Meeting, *, by: Person) -> None:
    """Everyone who acts for a member is asked; by now about half of them have answered."""
    actions.ask(meeting, everyone=True, by=by)
    answers = [Response.ACCEPTED, Response.NONE, Response.ACCEPTED, Response.NONE, Response.TENTATIVE]
    answers += [Response.ACCEPTED, Response.NONE, Response.DECLINED, Response.NONE]
    open_seats = {"member@consortium.example", "survivor@consortium.example"}
    for position, invitation in enumerate(meeting.invitations.select_related("person").order_by("pk")):
        response = answers[position % len(answers)]
        if response != Response.NONE and invitation.person.email not in open_seats:
            actions.respond(invitation, response=response, source=Source.LINK, by=invitation.person)
