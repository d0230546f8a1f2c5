"""A person removes herself, alone and at once (R31). What was approved stays, and the coordinator is told."""

from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.record import record
from consortium import erase_list
from consortium.named_in_text import places_that_name
from mail import letters
from mail.actions import let_go, post
from mail.languages import speaking_to
from mail.models import InboundMessage, Message, Pause, Preference
from meetings.actions import withdraw
from meetings.models import AlternateWish, Entry, Feed, Meeting, Minutes, MinutesState, Needs
from members.actions import leave_seat, withdraw_all
from members.enums import Channel
from members.models import Person
from members.policy import can_remove_herself
from members.standing_in import coordinators
from tasks.actions import assign
from tasks.models import Task
from workgroups.actions import leave as leave_workgroup
from workgroups.keepers import keepers
from workgroups.models import Workgroup

FORMER = "Former member"
EMPTIED = (
    *("display_name", "email", "phone", "title", "pronouns", "mailing_address"),
    *("contact_name", "contact_email"),
)
APPLIED = (
    "organization_name",
    "name",
    "email",
    "phone",
    "title",
    "website",
    "why",
    "question",
    "answer",
    "letter",
)


@transaction.atomic
def remove_person(person: Person, *, by: Person | None) -> int:
    """Her name and addresses leave live data; her seats, roles and listing end; her open tasks go to the chair.

    Approved minutes are not rewritten: the coordinator learns which of them to look at. `by` is None where
    the schedule or a restore removes her. Says how many tasks went.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    addresses = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    minutes = _minutes_that_name(person)
    places = places_that_name(person, addresses)
    withdraw_all(person, by=by)
    _take_out_of_calendars(person, by=by)
    moved = _give_tasks_away(person, by=by)
    for group in Workgroup.objects.filter(roles__person=person).distinct():
        leave_workgroup(group, by=person)
    _forget(person, addresses - {""})
    for seat in person.representations.filter(until=None):
        seat.person = person
        leave_seat(seat, by=by)
    record("person.removed", person, by=by, tasks=moved)
    transaction.on_commit(partial(erase_list.note, person.handle))
    _tell_coordinators(person, minutes, moved)
    if places:
        _tell_where_she_is_named(person, places)
    return moved


def _take_out_of_calendars(person: Person, *, by: Person | None) -> None:
    """A CANCEL for each coming meeting, written while there is an address; it leaves as nobody's mail."""
    for invitation in person.invitations.filter(meeting__in=Meeting.objects.upcoming()):
        withdraw(invitation, by=by)
    let_go(person, kind="withdrawal")


def _minutes_that_name(person: Person) -> list[Minutes]:
    """Approved minutes in which her name, or the one she goes by, stands."""
    final = Entry.objects.filter(minutes__state__in=[MinutesState.APPROVED, MinutesState.PUBLISHED])
    named = Q(owner=person)
    for name in {person.name, person.display_name} - {""}:
        for field in ("heading", "text", "mover", "seconder", "named", "who"):
            named |= Q(**{f"{field}__icontains": name})
    found = Minutes.objects.filter(pk__in=final.filter(named).values("minutes"))
    return list(found.select_related("meeting").order_by("meeting__starts_at"))


def _give_tasks_away(person: Person, *, by: Person) -> int:
    tasks = list(Task.objects.open().filter(assignee=person).select_related("workgroup"))
    for task in tasks:
        others = [keeper for keeper in keepers(task.workgroup) if keeper.pk != person.pk]
        others = others or [keeper for keeper in keepers(None) if keeper.pk != person.pk]
        assign(task, to=others[0] if others else None, by=by)
    person.task_helps.all().delete()
    return len(tasks)


def _forget(person: Person, addresses: set[str]) -> None:
    person.name, person.is_active, person.channel = FORMER, False, Channel.NONE
    person.is_coordinator = person.is_staff = person.is_superuser = person.chair_sees_name = False
    for field in EMPTIED:
        setattr(person, field, "")
    person.set_unusable_password()
    person.save()
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    UserSession.objects.filter(user=person).delete()
    person.join_requests.all().delete()
    person.applications.update(**dict.fromkeys(APPLIED, ""))
    Needs.objects.filter(invitation__person=person).delete()
    AlternateWish.objects.filter(invitation__person=person).delete()
    person.invitations(manager="ever").update(note="")
    for model in (Feed, Preference, Pause):
        model.objects.filter(person=person).delete()
    Message.objects.filter(person=person).update(name="", address="", text="", html="", calendar=None)
    for address in addresses:
        InboundMessage.objects.filter(sender__icontains=address).update(
            sender="", subject="", raw=b"", facts={}
        )


def _tell_coordinators(person: Person, minutes: list[Minutes], moved: int) -> None:
    for coordinator in coordinators():
        with speaking_to(coordinator):
            post(
                kind="person_left",
                person=coordinator,
                about=person,
                reference="left",
                subject=_("Someone has left"),
                body=_what_is_left(minutes, moved),
                discreet_body=_("Something is waiting for you."),
                path=_page(minutes[0]) if minutes else "/people/?group=inactive",
            )


def _what_is_left(minutes: list[Minutes], moved: int) -> str:
    body = _("Someone has left and removed her data. Open tasks that went to a chair: %(count)s.")
    body %= {"count": moved}
    if not minutes:
        return body
    named = _(
        "Approved minutes name her. Those that are published can be withdrawn, and published again without the name:"
    )
    return f"{body} {named}\n\n" + "\n".join(_where(each) for each in minutes)


def _tell_where_she_is_named(person: Person, places: list[str]) -> None:
    for coordinator in coordinators():
        with speaking_to(coordinator):
            post(
                kind="named_in_text",
                person=coordinator,
                about=person,
                reference="left",
                discreet_body=_("Something is waiting for you."),
                path="/history/",
                label=_("Open the history"),
                **letters.render("consortium/letters/named_in_text", {"places": places}).words,
            )


def _page(minutes: Minutes) -> str:
    return reverse("meetings:minutes", args=[minutes.meeting.slug])


def _where(minutes: Minutes) -> str:
    """One line: the day, how far they are, and the address where they are withdrawn and published again."""
    state = minutes.get_state_display().lower()
    return f"{minutes.meeting.starts_at:%Y-%m-%d}, {state}: {settings.SITE_URL}{_page(minutes)}"


class LeaveForm(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("Yes, remove me"),
        error_messages={"required": gettext_lazy("Tick this if you are sure.")},
    )


@login_required
def leave(request):
    """What will happen, and to how much; one tick and one press do it."""
    if not can_remove_herself(request.person):
        return render(request, "consortium/leave.html", {"last": True})
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = request.person
        logout(request)
        remove_person(Person.objects.get(pk=person.pk), by=person)
        messages.success(request, _("You are removed. Thank you for what you gave."))
        return redirect("home")
    context = {
        "form": form,
        "tasks": Task.objects.open().filter(assignee=request.person).count(),
        "seats": request.person.representations.filter(until=None).count(),
    }
    return render(request, "consortium/leave.html", context)
