"""Of whom nothing was heard for long, and what follows: asked by mail, then removed unless she stays (R30).

A sign of life is a sign-in, anything she did here or by a link, an answer, being at a meeting, or a seat that she
took. Coordinators are left out: somebody must be able to let others in.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from audit.models import Entry
from charter.models import Charter
from consortium.leaving import remove_person
from mail.enums import State
from mail.models import Message
from meetings.models import Answer, Attendance
from members.actions.staying import ask_to_stay, let_stay, settle_silence
from members.models import Person, Representation, StayQuestion
from workgroups.models import Role

DAYS_A_MONTH = 365.25 / 12


def months(number: int) -> timedelta:
    return timedelta(days=round(number * DAYS_A_MONTH))


def heard_of_since(moment: datetime) -> Q:
    """Who showed a sign of life from that moment on, in one query."""
    acts = Entry.objects.filter(at__gte=moment).exclude(by=None)
    there = Attendance.objects.filter(meeting__starts_at__gte=moment).exclude(person=None)
    seats = Representation.objects.filter(since__gte=moment.date())
    roles = Role.objects.filter(since__gte=moment.date())
    return (
        Q(created_at__gte=moment)
        | Q(last_login__gte=moment)
        | Q(pk__in=acts.values("by"))
        | Q(pk__in=there.values("person"))
        | Q(pk__in=Answer.objects.filter(at__gte=moment).values("invitation__person"))
        | Q(pk__in=seats.values("person"))
        | Q(pk__in=roles.values("person"))
    )


def to_ask(now: datetime, charter: Charter):
    """People of whom nothing was heard since the limit, who were not asked or kept since then either."""
    since = now - months(charter.ask_inactive_months)
    asked = StayQuestion.objects.filter(Q(settled_at=None) | Q(stays=True, settled_at__gte=since))
    people = Person.objects.filter(is_active=True, is_coordinator=False)
    return people.exclude(heard_of_since(since)).exclude(pk__in=asked.values("person")).order_by("pk")


def silent(today) -> list[StayQuestion]:
    """Questions whose day has come and whose mail arrived, as far as we know."""
    due = StayQuestion.objects.filter(settled_at=None, due_on__lte=today).select_related("person")
    arrived = set(
        Message.objects.filter(kind="stay", state=State.SENT, object_id__in=[str(q.pk) for q in due])
        .exclude(content_type=None)
        .values_list("object_id", flat=True)
    )
    return [question for question in due if str(question.pk) in arrived]


def note_signs_of_life() -> int:
    """Whoever did something here since she was asked has answered by it."""
    stayed = 0
    for question in StayQuestion.objects.filter(settled_at=None).select_related("person"):
        if Person.objects.filter(heard_of_since(question.asked_at), pk=question.person_id).exists():
            stayed += let_stay(question, by=None)
    return stayed


def follow_inactivity(now: datetime, charter: Charter) -> dict[str, int]:
    """One day's work: who came back stays, who was silent is removed, and who is due is asked."""
    today = timezone.localdate(now)
    done = {"stayed": note_signs_of_life(), "removed": 0, "asked": 0}
    for question in silent(today):
        if settle_silence(question):
            remove_person(question.person, by=None)
            done["removed"] += 1
    for person in to_ask(now, charter):
        if ask_to_stay(person, due_on=today + timedelta(days=charter.inactive_answer_days)):
            done["asked"] += 1
    return done
