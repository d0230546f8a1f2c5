"""One meeting as its reminders see it: its local date, who was asked, and who belongs to which audience."""

from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from mail.enums import State
from mail.models import Message
from meetings import carried
from meetings.audience import whole_consortium
from meetings.enums import Response
from meetings.models import Correction, CorrectionState, Entry, Invitation, Meeting, MeetingEventKind
from members.models import Organization, Person, Representation
from members.standing_in import coordinators
from tasks.enums import CLOSED
from tasks.models import Task
from workgroups.models import Role

DATED = {MeetingEventKind.SCHEDULED, MeetingEventKind.MOVED}
COMING = {Response.ACCEPTED, Response.TENTATIVE}


class Occasion:
    """Asked once per run; each audience is one query, and only when it is wanted."""

    def __init__(self, meeting: Meeting, zone: ZoneInfo):
        self.meeting, self.zone = meeting, zone
        self.day: date = meeting.starts_at.astimezone(zone).date()

    @cached_property
    def known(self) -> date:
        """The local date since which the meeting is on its present date."""
        dated = [e.at for e in self.meeting.events.all() if e.kind in DATED]
        return max(dated, default=self.meeting.changed_at).astimezone(self.zone).date()

    @property
    def reference(self) -> str:
        """Goes up when answers are asked anew, not when someone is taken back."""
        return f"sequence:{self.meeting.asked_sequence}"

    @cached_property
    def unasked(self) -> bool:
        """Whether nobody was ever asked."""
        return not Invitation.ever.filter(meeting=self.meeting).exists()

    @cached_property
    def asks_everyone(self) -> bool:
        """A meeting of the whole consortium: nobody is asked yet, or everybody is."""
        if self.meeting.workgroup_id is not None:
            return False
        groups = self.meeting.audiences.all()
        everyone = any(group.workgroup_id is group.organization_id is None for group in groups)
        return everyone or self.unasked or len(self.invitations) * 2 > len(self.members)

    @property
    def minutes(self):
        return getattr(self.meeting, "minutes", None)

    @cached_property
    def open_corrections(self) -> int:
        """How many corrections of its minutes are not settled."""
        return Correction.objects.filter(
            entry__minutes__meeting=self.meeting, state=CorrectionState.OPEN
        ).count()

    @cached_property
    def to_approve(self):
        """The minutes that this meeting had to approve and did not, if any."""
        return carried.to_approve(self.meeting)

    @cached_property
    def agenda_told(self) -> set[int]:
        """Who has had an agenda for this date, by number."""
        key = f":{self.meeting.pk}:{self.reference}:agenda:"
        told = Message.objects.filter(kind="agenda", key__contains=key)
        return set(told.values_list("person_id", flat=True))

    def begun(self, now: datetime) -> bool:
        return self.meeting.starts_at <= now

    @cached_property
    def invitations(self) -> dict[int, Invitation]:
        """By the person's number."""
        asked = self.meeting.invitations.filter(person__is_active=True).select_related("person", "meeting")
        return {invitation.person_id: invitation for invitation in asked.order_by("pk")}

    @cached_property
    def members(self) -> list[Person]:
        return list(whole_consortium(self.day))

    @cached_property
    def chairs(self) -> list[Person]:
        """Of every group, or of the meeting's own."""
        roles = Role.objects.on(self.day).chairs()
        if self.meeting.workgroup_id:
            roles = roles.filter(workgroup=self.meeting.workgroup_id)
        return list(Person.objects.filter(is_active=True, pk__in=roles.values("person")))

    @cached_property
    def coordinators(self) -> list[Person]:
        return list(coordinators())

    @cached_property
    def tasks(self) -> dict[int, list[Task]]:
        """What is open on the workgroups' lists, by whoever has it."""
        return _by_assignee(Task.objects.exclude(status__in=CLOSED).exclude(workgroup=None))

    @cached_property
    def action_items(self) -> dict[int, list[Task]]:
        """What this meeting gave to someone and is still open, by the person's number."""
        entries = Entry.objects.filter(minutes__meeting=self.meeting, task__isnull=False)
        found: dict[int, list[Task]] = {}
        for entry in entries.exclude(task__status__in=CLOSED).select_related("task").order_by("pk"):
            if owner := entry.task.assignee_id or entry.owner_id:
                found.setdefault(owner, []).append(entry.task)
        return found

    def unanswered(self) -> list[Person]:
        return [i.person for i in self.invitations.values() if i.response == Response.NONE]

    def coming(self) -> list[Person]:
        return [i.person for i in self.invitations.values() if i.response in COMING]

    def not_declined(self) -> list[Person]:
        return [i.person for i in self.invitations.values() if i.response != Response.DECLINED]

    def not_asked(self) -> list[Person]:
        """Members who were never asked, and on a provisional date everyone: the invitation is still to come."""
        if self.meeting.provisional:
            return [invitation.person for invitation in self.invitations.values()]
        ever = set(Invitation.ever.filter(meeting=self.meeting).values_list("person_id", flat=True))
        return [person for person in self.members if person.pk not in ever]

    def members_and_chairs(self) -> list[Person]:
        return list({person.pk: person for person in [*self.members, *self.chairs]}.values())

    def task_owners(self) -> list[Person]:
        return _people(self.tasks)

    def action_owners(self) -> list[Person]:
        return _people(self.action_items)

    def not_read(self) -> list[Person]:
        """Whom the draft of the minutes was sent, and who did not say that she read it."""
        minutes = self.minutes
        if minutes is None:
            return []
        key = f":{minutes.pk}:circulated:v{minutes.version}:"
        sent = Message.objects.filter(kind="minutes", key__contains=key).exclude(state=State.CANCELLED)
        read = minutes.readings.filter(version=minutes.version).values("person")
        people = Person.objects.filter(is_active=True, pk__in=sent.values("person"))
        return list(people.exclude(pk__in=read).order_by("pk"))

    def absent(self) -> list[Person]:
        """Primary representatives of members of whom nobody came; nobody where no attendance was kept."""
        present = self.meeting.attendances.organizations()
        if not present:
            return []
        missing = Organization.objects.voting().exclude(pk__in=present)
        seats = Representation.objects.on(self.day).filter(organization__in=missing, role="primary")
        return list(Person.objects.filter(is_active=True, pk__in=seats.values("person")))


def _by_assignee(tasks) -> dict[int, list[Task]]:
    found: dict[int, list[Task]] = {}
    for task in tasks.filter(assignee__is_active=True).order_by("due", "pk"):
        found.setdefault(task.assignee_id, []).append(task)
    return found


def _people(by_person: dict[int, list]) -> list[Person]:
    return list(Person.objects.filter(is_active=True, pk__in=by_person))


AUDIENCES = {
    "members": ("Everyone who acts for a member", lambda o: o.members),
    "not_asked": ("Members not invited yet", lambda o: o.not_asked()),
    "members_and_chairs": ("Members and chairs", lambda o: o.members_and_chairs()),
    "chairs": ("Chairs and co-chairs", lambda o: o.chairs),
    "coordinators": ("The coordinator", lambda o: o.coordinators),
    "unanswered": ("Invited, no answer yet", lambda o: o.unanswered()),
    "coming": ("Those who come, or may come", lambda o: o.coming()),
    "not_declined": ("Invited, and did not decline", lambda o: o.not_declined()),
    "task_owners": ("People with open tasks", lambda o: o.task_owners()),
    "action_owners": ("People with action items from it", lambda o: o.action_owners()),
    "not_read": ("Those who got the draft and have not read it", lambda o: o.not_read()),
    "absent": ("Members of whom nobody came", lambda o: o.absent()),
}
