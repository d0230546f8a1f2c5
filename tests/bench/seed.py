"""A consortium of any size, written straight into the database for the benchmarks: the same rows for the same size."""

import random
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from charter.models import Charter
from library.models import Resource
from meetings.models import AgendaItem, Attendance, Entry, Invitation, Meeting, Minutes
from members.models import County, Organization, Person, Representation, Sector
from members.reference import load_reference
from tasks.models import Goal, Objective, Task
from workgroups.models import Role, RoleKind, Workgroup

WORDS = [
    "protocol",
    "training",
    "shelter",
    "outreach",
    "survey",
    "school",
    "county",
    "statute",
    "interpreter",
    "funding",
    "hotline",
    "law",
]
BATCH = 2000


def seed(size: float = 1.0) -> dict[str, int]:
    """At size 1: 1,000 organizations, 5,000 people, 80 meetings over 20 years, 50,000 tasks."""
    chance = random.Random(1)
    load_reference("Wisconsin")
    Charter(pk=1, name="Bench Consortium", short_name="BENCH", time_zone="America/Chicago").save()
    seats = _seats(round(1000 * size), chance)
    people = _people(round(5000 * size), seats)
    groups = _groups(40, people)
    _tasks(round(50_000 * size), groups, people, chance)
    _meetings(80, seats, people, chance)
    _resources(round(2000 * size), groups)
    counted = (Organization, Person, Invitation, Attendance, Meeting, Entry, Task, Resource)
    return {model._meta.verbose_name_plural: model.objects.count() for model in counted}


def _seats(count: int, chance) -> list[Organization]:
    sectors, counties = list(Sector.objects.all()), list(County.objects.all())
    seats = Organization.objects.bulk_create(
        (
            Organization(
                name=f"{WORDS[n % 12].title()} organization {n}",
                sector=sectors[n % len(sectors)],
                since=date(2007, 1, 1) + timedelta(days=n % 4000),
            )
            for n in range(count)
        ),
        batch_size=BATCH,
    )
    through = Organization.counties.through
    through.objects.bulk_create(
        (
            through(organization=seat, county=county)
            for seat in seats
            for county in chance.sample(counties, 2)
        ),
        batch_size=BATCH,
    )
    return seats


def _people(count: int, seats: list[Organization]) -> list[Person]:
    people = Person.objects.bulk_create(
        (
            Person(name=f"Person {n} {WORDS[n % 12].title()}", email=f"p{n}@bench.example", password="!")
            for n in range(count)
        ),
        batch_size=BATCH,
    )
    Representation.objects.bulk_create(
        (
            Representation(
                person=person,
                organization=seats[n % len(seats)],
                role="primary" if n < len(seats) else "alternate",
                since=date(2007, 1, 1),
            )
            for n, person in enumerate(people)
        ),
        batch_size=BATCH,
    )
    Person.objects.filter(pk=people[0].pk).update(is_coordinator=True)
    return people


def _groups(count: int, people: list[Person]) -> list[Workgroup]:
    groups = Workgroup.objects.bulk_create(
        Workgroup(slug=f"group-{n}", name=f"Group {n}", order=n) for n in range(count)
    )
    Role.objects.bulk_create(
        Role(
            person=people[(n * 25 + place) % len(people)],
            workgroup=group,
            kind=RoleKind.MEMBER if place else RoleKind.CHAIR,
            since=date(2020, 1, 1),
        )
        for n, group in enumerate(groups)
        for place in range(25)
    )
    return groups


def _tasks(count: int, groups: list[Workgroup], people: list[Person], chance) -> None:
    this_year = timezone.localdate().year
    goals = Goal.objects.bulk_create(
        Goal(workgroup=group, year=year, title=f"Goal {year}-{n}", order=n)
        for group in groups
        for year in range(this_year - 19, this_year + 1)
        for n in range(2)
    )
    objectives = Objective.objects.bulk_create(Objective(goal=goal, title="Objective") for goal in goals)

    def made():
        for n in range(count):
            objective = objectives[n % len(objectives)]
            year = objective.goal.year
            due = date(year, 1, 1) + timedelta(days=chance.randrange(365))
            is_open = year == this_year and n % 3
            opened = datetime.combine(date(year, 1, 1), time(12), UTC)
            closed = None if is_open else datetime.combine(due, time(12), UTC)
            yield Task(
                workgroup=objective.goal.workgroup,
                objective=objective,
                title=f"Work on {WORDS[n % 12]} and {WORDS[n % 7]} {n}",
                assignee=people[n % len(people)] if n % 10 else None,
                due=due,
                status="in_progress" if is_open else "done" if n % 20 else "dropped",
                closed_at=closed,
                created_at=opened,
                status_at=closed or opened,
                public=bool(n % 2),
                help_wanted=n % 50 == 1,
            )

    Task.objects.bulk_create(made(), batch_size=BATCH)


def _meetings(count: int, seats: list[Organization], people: list[Person], chance) -> None:
    coming = timezone.now().replace(hour=16, minute=0, second=0, microsecond=0) + timedelta(days=30)
    meetings = Meeting.objects.bulk_create(
        Meeting(
            slug=f"quarter-{n}",
            title="Quarterly meeting",
            starts_at=coming - timedelta(days=91 * n),
            ends_at=coming - timedelta(days=91 * n) + timedelta(hours=4),
        )
        for n in range(count)
    )
    primaries = people[: min(len(seats), len(people))]
    for number, meeting in enumerate(meetings):
        Invitation.objects.bulk_create(
            (
                Invitation(
                    meeting=meeting,
                    person=person,
                    organization=seats[n],
                    response=("accepted", "declined", "needs-action", "tentative")[n % 4],
                    answered_at=meeting.starts_at - timedelta(days=n % 20) if n % 4 != 2 else None,
                )
                for n, person in enumerate(primaries)
            ),
            batch_size=BATCH,
        )
        AgendaItem.objects.bulk_create(
            AgendaItem(meeting=meeting, position=p, title=f"Item {p}") for p in range(1, 13)
        )
        if number:
            Attendance.objects.bulk_create(
                (
                    Attendance(
                        meeting=meeting, person=person, organization=seats[n], arrived_at=meeting.starts_at
                    )
                    for n, person in enumerate(primaries)
                    if chance.random() < 0.6
                ),
                batch_size=BATCH,
            )
    minutes = Minutes.objects.bulk_create(Minutes(meeting=m, state="published") for m in meetings[1:])
    Entry.objects.bulk_create(
        Entry(
            minutes=one,
            position=p,
            heading=f"Item {p}",
            kind=("note", "decision", "motion", "note")[p % 4],
            text=f"We talked about {WORDS[(n + p) % 12]} and the {WORDS[(n * p) % 12]} of {2026 - n // 4}.",
            result="carried" if p % 4 == 2 else "",
        )
        for n, one in enumerate(minutes)
        for p in range(1, 13)
    )


def _resources(count: int, groups: list[Workgroup]) -> None:
    Resource.objects.bulk_create(
        (
            Resource(
                title=f"{WORDS[n % 12].title()} guide {n}",
                kind=("document", "link", "training", "service")[n % 4],
                summary=f"About {WORDS[n % 7]} and {WORDS[n % 11]}.",
                state="published",
                workgroup=groups[n % len(groups)],
                validated_at=timezone.now() - timedelta(days=n % 300),
                next_review=timezone.localdate() + timedelta(days=n % 400 - 30),
            )
            for n in range(count)
        ),
        batch_size=BATCH,
    )
