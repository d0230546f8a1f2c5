"""What a first visitor finds in the workgroups' rooms: a local task force, documents, talk, and work that sticks."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from meetings.models import Entry, EntryKind
from members.models import County, Person
from tasks.models import ChecklistItem, Comment, Status, Task, TaskDocument
from workgroups.models import GroupDocument, Role, RoleKind, Workgroup, WorkgroupKind

MEMO = (
    "Who may speak for the consortium on a bill, and who may not.\n"
    "Public employees are never asked to lobby. Positions are adopted in the open, by a vote.\n"
)
DECIDED = {"record relief": "legislative", "awareness calendar": "awareness-education"}


def load_rooms() -> None:
    """Told to nobody: these are rooms as they stand, not news."""
    legislative = Workgroup.objects.get(slug="legislative")
    _task_force()
    _documents(legislative)
    _decisions()
    _work_that_sticks(legislative)


def _task_force() -> None:
    group = Workgroup.objects.create(
        kind=WorkgroupKind.TASK_FORCE,
        slug="lake-superior",
        name="Lake Superior task force",
        charge="Does in the north what the consortium does statewide: one table, one plan, one list.",
        order=10,
    )
    group.counties.set(County.objects.filter(name__in=["Douglas", "Bayfield", "Ashland"]))
    people = Person.objects.filter(roles__workgroup__slug="systems-response", is_coordinator=False)
    for position, person in enumerate(people.order_by("name").distinct()[:5]):
        kind = RoleKind.MEMBER if position else RoleKind.CHAIR
        Role.objects.create(person=person, workgroup=group, kind=kind, since=date(2026, 3, 1))
    Task.objects.create(workgroup=group, title="Name one contact in each sheriff's office", public=True)


def _documents(group: Workgroup) -> None:
    for title, public in (("Who may speak for us", True), ("Notes for the January report", False)):
        file = ContentFile(MEMO.encode(), name="memo.txt")
        GroupDocument.objects.create(workgroup=group, title=title, file=file, public=public, by=_chair(group))


def _decisions() -> None:
    """Which group a motion of the quarterly minutes was about."""
    for words, slug in DECIDED.items():
        about = Entry.objects.filter(kind=EntryKind.MOTION, text__icontains=words)
        about.update(workgroup=Workgroup.objects.get(slug=slug))


def _work_that_sticks(group: Workgroup) -> None:
    """One late, one waiting, one that nobody has, one that asks for help, and something said."""
    today, now = timezone.localdate(), timezone.now()
    tasks = {task.origin: task for task in group.tasks.all()}
    Task.objects.filter(pk=tasks["LEG-4"].pk).update(
        status=Status.WAITING, reason="for the Council's own task list", status_at=now - timedelta(days=20)
    )
    Task.objects.filter(pk=tasks["LEG-6"].pk).update(needs_help=True, changed_at=now)
    Task.objects.filter(pk=tasks["LEG-8"].pk).update(help_wanted=True)
    Task.objects.filter(pk=tasks["LEG-9"].pk).update(
        proposed_due=tasks["LEG-9"].due + timedelta(days=30), changed_at=now
    )
    Task.objects.create(
        workgroup=group, title="Check the list of county victim services", due=today - timedelta(days=6),
        assignee=tasks["LEG-6"].assignee, assigned_at=now - timedelta(days=40), created_at=now - timedelta(days=40),
    )  # fmt: skip
    Task.objects.create(
        workgroup=group, title="Find a speaker for Capitol day", due=today + timedelta(days=45)
    )
    tracking = tasks["LEG-3"]
    for text, done in (("Assembly bills", True), ("Senate bills", True), ("Fiscal notes", False)):
        ChecklistItem.objects.create(task=tracking, text=text, done=done)
    Comment.objects.create(
        task=tracking, by=_chair(group), text="Eleven bills so far; two new ones this month."
    )
    TaskDocument.objects.create(
        task=tracking,
        title="Tracking list, November",
        by=_chair(group),
        file=ContentFile(b"AB 1\nSB 2\n", name="l.txt"),
    )


def _chair(group: Workgroup) -> Person:
    return group.roles.named_chairs().select_related("person").first().person
