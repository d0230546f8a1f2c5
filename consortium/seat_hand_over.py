"""A seat changes hands: its history stays; invitations and tasks go along where the coordinator says so."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.record import record
from meetings.actions import invite, withdraw
from meetings.audience import covered, meeting_day
from meetings.models import Invitation, Meeting
from members import actions
from members.forms.fields import DayInput
from members.models import Person, Representation
from members.views.access import organization_to_keep
from tasks.actions import assign
from tasks.models import Task

NEW = "new"


class HandOverForm(forms.Form):
    """To whom, from when, and what goes along."""

    to = forms.ChoiceField(label=gettext_lazy("Who takes the seat"), widget=forms.RadioSelect)
    email = forms.EmailField(required=False, label=gettext_lazy("E-mail of someone else"))
    name = forms.CharField(max_length=150, required=False, label=gettext_lazy("Name of someone else"))
    since = forms.DateField(widget=DayInput, label=gettext_lazy("From"), initial=timezone.localdate)
    invitations = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Move the open invitations"),
        help_text=gettext_lazy(
            "The one who takes the seat is asked; the other's calendar entry is cancelled."
        ),
    )
    tasks = forms.ModelMultipleChoiceField(
        Task.objects.none(),
        required=False,
        label=gettext_lazy("Open tasks that go along"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, seat: Representation, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        others = seat.organization.representations.on(timezone.localdate()).exclude(person=seat.person)
        people = {row.person_id: row.person for row in others.select_related("person")}
        self.people = people
        self.fields["to"].choices = [
            *[(pk, viewer.name(person)) for pk, person in people.items()],
            (NEW, _("Someone else")),
        ]
        self.fields["to"].initial = next(iter(people), NEW)
        field = self.fields["tasks"]
        field.queryset = Task.objects.open().filter(assignee=seat.person).order_by("due", "pk")
        field.label_from_instance = _task_words
        if not field.queryset.exists():
            del self.fields["tasks"]

    def clean(self):
        values = super().clean()
        someone = values.get("name") or values.get("email") or "email" in self.errors
        if values.get("to") == NEW and not someone:
            self.add_error("name", _("Give a name, or the address of someone on the roster."))
        return values

    def taker(self, *, by) -> Person:
        """The person who takes the seat. Raises NotPossible where the address is several people's."""
        values = self.cleaned_data
        if values["to"] != NEW:
            return self.people[int(values["to"])]
        return actions.person_for(name=values["name"], email=values["email"], by=by)


def _task_words(task: Task) -> str:
    return f"{task.title} ({date_format(task.due, 'M j, Y')})" if task.due else task.title


@transaction.atomic
def hand_over_seat(seat: Representation, *, to: Person, since, invitations: bool, tasks, by) -> int:
    """The seat and the chosen tasks go to `to`; says how many tasks went.

    With `invitations`, `to` is asked to what the one before was asked to, who is let go where nothing else
    brings her there; without, she stays asked. Meetings that ask groups ask `to` in either case.
    """
    asked = list(_asked_for(seat))
    if not invitations:
        Invitation.objects.filter(pk__in=[one.pk for one in asked]).update(chosen=True)
    actions.hand_over(seat, to=to, since=since, by=by)
    for invitation in asked if invitations else ():
        invite(invitation.meeting, [to], by=by)
        if seat.person_id not in covered(invitation.meeting) and not _speaks_on(invitation.meeting, seat):
            withdraw(invitation, by=by)
    moved = list(tasks)
    for task in moved:
        assign(task, to=to, by=by)
    record("seat.tasks_moved", seat, by=by, tasks=[task.pk for task in moved])
    return len(moved)


def _asked_for(seat: Representation):
    """Her open invitations to what this seat brings her to: it is named on them, or the whole consortium meets."""
    open_ones = Invitation.objects.filter(person=seat.person, meeting__in=Meeting.objects.upcoming())
    hers = Q(organization=seat.organization) | Q(organization=None, meeting__workgroup=None)
    return open_ones.filter(hers).select_related("meeting")


def _speaks_on(meeting: Meeting, seat: Representation) -> bool:
    """Whether she represents anyone on the meeting's day."""
    return seat.person.representations.on(meeting_day(meeting)).exists()


@login_required
def hand_over(request, pk: int, seat: int):
    """The coordinator says who comes next, from when, and what goes along."""
    organization = organization_to_keep(request, pk)
    row = get_object_or_404(
        organization.representations.select_related("person", "organization__sector"), pk=seat, until=None
    )
    form = HandOverForm(request.POST or None, seat=row, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            with transaction.atomic():
                moved = hand_over_seat(
                    row,
                    to=form.taker(by=request.person),
                    since=values["since"],
                    invitations=values["invitations"],
                    tasks=values.get("tasks", ()),
                    by=request.person,
                )
        except actions.NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Handed over. Tasks that went along: %(moved)d.") % {"moved": moved})
            return redirect("organization", pk)
    context = {"organization": organization, "seat": row, "form": form, "asked": _asked_for(row).count()}
    return render(request, "consortium/seat_hand_over.html", context)
