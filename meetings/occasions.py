"""One meeting as its reminders see it: its local date, who was asked, and who belongs to which audience."""

from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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
    """Asked once per run; an audience is a query, which whoever writes to it reads some people at a time."""

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
        return everyone or self.unasked or self.asked.count() * 2 > self.members.count()

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

    @property
    def agenda_told(self):
        """The mails that told someone the agenda for this date."""
        key = f":{self.meeting.pk}:{self.reference}:agenda:"
        return Message.objects.filter(kind="agenda", key__contains=key).exclude(person=None)

    def begun(self, now: datetime) -> bool:
        return self.meeting.starts_at <= now

    @property
    def asked(self):
        """The invitations that stand, of people who are active."""
        return self.meeting.invitations.filter(person__is_active=True)

    @property
    def members(self):
        return whole_consortium(self.day)

    @property
    def chairs(self):
        """Of every group, or of the meeting's own."""
        roles = Role.objects.on(self.day).chairs()
        if self.meeting.workgroup_id:
            roles = roles.filter(workgroup=self.meeting.workgroup_id)
        return _active(roles.values("person"))

    def asked_before(self, day: date):
        """Those invited before that local day, to the meeting's present date: a new one asks everyone anew."""
        if self.known >= day:
            return self.asked.none()
        return self.asked.filter(stamp_sent__lt=datetime.combine(day, time(), self.zone))

    def invitations_of(self, people: list[Person]) -> dict[int, Invitation]:
        """By the person's number."""
        return {invitation.person_id: invitation for invitation in self.asked.filter(person__in=people)}

    def tasks_of(self, people: list[Person]) -> dict[int, list[Task]]:
        """What each of them has open on the workgroups' lists, by her number."""
        found: dict[int, list[Task]] = {}
        for task in _open_tasks().filter(assignee__in=people).order_by("due", "pk"):
            found.setdefault(task.assignee_id, []).append(task)
        return found

    def action_items_of(self, people: list[Person]) -> dict[int, list[Task]]:
        """What this meeting gave to each of them and is still open, by her number."""
        found: dict[int, list[Task]] = {}
        hers = Q(task__assignee__in=people) | Q(task__assignee=None, owner__in=people)
        for entry in self._action_items().filter(hers).select_related("task").order_by("pk"):
            found.setdefault(entry.task.assignee_id or entry.owner_id, []).append(entry.task)
        return found

    def unanswered(self):
        return _active(self.asked.filter(response=Response.NONE).values("person"))

    def coming(self):
        return _active(self.asked.filter(response__in=COMING).values("person"))

    def not_declined(self):
        return _active(self.asked.exclude(response=Response.DECLINED).values("person"))

    def not_asked(self):
        """Members who were never asked, and on a provisional date everyone: the invitation is still to come."""
        if self.meeting.provisional:
            return _active(self.asked.values("person"))
        ever = Invitation.ever.filter(meeting=self.meeting)
        return self.members.exclude(pk__in=ever.values("person"))

    def members_and_chairs(self):
        either = Q(pk__in=self.members.values("pk")) | Q(pk__in=self.chairs.values("pk"))
        return Person.objects.filter(either)

    def task_owners(self):
        return _active(_open_tasks().values("assignee"))

    def action_owners(self):
        items = self._action_items()
        owners = Q(pk__in=items.values("task__assignee"))
        owners |= Q(pk__in=items.filter(task__assignee=None).values("owner"))
        return Person.objects.filter(owners, is_active=True)

    def not_read(self):
        """Whom the draft of the minutes was sent, and who did not say that she read it."""
        minutes = self.minutes
        if minutes is None:
            return Person.objects.none()
        key = f":{minutes.pk}:circulated:v{minutes.version}:"
        sent = Message.objects.filter(kind="minutes", key__contains=key).exclude(state=State.CANCELLED)
        read = minutes.readings.filter(version=minutes.version).values("person")
        return _active(sent.values("person")).exclude(pk__in=read).order_by("pk")

    def absent(self):
        """Primary representatives of members of whom nobody came; nobody where no attendance was kept."""
        present = self.meeting.attendances.organizations()
        if not present:
            return Person.objects.none()
        missing = Organization.objects.voting().exclude(pk__in=present)
        seats = Representation.objects.on(self.day).filter(organization__in=missing, role="primary")
        return _active(seats.values("person"))

    def _action_items(self):
        given = Entry.objects.filter(minutes__meeting=self.meeting, task__isnull=False)
        return given.exclude(task__status__in=CLOSED)


def _open_tasks():
    return Task.objects.exclude(status__in=CLOSED).exclude(workgroup=None).exclude(assignee=None)


def _active(numbers):
    return Person.objects.filter(is_active=True, pk__in=numbers)


AUDIENCES = {
    "members": (_("Everyone who acts for a member"), lambda o: o.members),
    "not_asked": (_("Members not invited yet"), lambda o: o.not_asked()),
    "members_and_chairs": (_("Members and chairs"), lambda o: o.members_and_chairs()),
    "chairs": (_("Chairs and co-chairs"), lambda o: o.chairs),
    "coordinators": (_("The coordinator"), lambda o: coordinators()),
    "unanswered": (_("Invited, no answer yet"), lambda o: o.unanswered()),
    "coming": (_("Those who come, or may come"), lambda o: o.coming()),
    "not_declined": (_("Invited, and did not decline"), lambda o: o.not_declined()),
    "task_owners": (_("People with open tasks"), lambda o: o.task_owners()),
    "action_owners": (_("People with action items from it"), lambda o: o.action_owners()),
    "not_read": (_("Those who got the draft and have not read it"), lambda o: o.not_read()),
    "absent": (_("Members of whom nobody came"), lambda o: o.absent()),
}
