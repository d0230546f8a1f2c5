"""Dates to choose from: asked by who calls the meeting, answered by page or signed link, fixed in one press."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.models import Charter
from mail.links import read
from meetings.actions import NotPossible, TooLate, answer_poll, fix_date, open_poll
from meetings.audience import whole_consortium
from meetings.letters import clock
from meetings.models import Ability, Poll, PollAnswer, PollDate
from meetings.planning_forms import PollForm, here
from meetings.policy import can_lay_out_year, can_run_poll, can_schedule_meeting, groups_to_schedule
from meetings.views.answering import shown_name
from meetings.views.running import in_consortium_time
from meetings.year import clashes
from members.models import Person

PEOPLE_ON_A_PAGE = 100


class AbilityForm(forms.Form):
    """One line for each date."""

    def __init__(self, *args, poll: Poll, person, **kwargs):
        charter = Charter.load()
        dates = list(poll.dates.all())
        said = dict(
            PollAnswer.objects.filter(date__in=dates, person=person).values_list("date_id", "ability")
        )
        super().__init__(*args, initial={f"date_{pk}": ability for pk, ability in said.items()}, **kwargs)
        for date in dates:
            self.fields[f"date_{date.pk}"] = forms.ChoiceField(
                label=clock(date.starts_at, charter),
                choices=Ability.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say whether you can on this date.")},
            )

    @property
    def abilities(self) -> dict[int, str]:
        return {int(name.removeprefix("date_")): said for name, said in self.cleaned_data.items()}


@login_required
def polls(request):
    """The polls that this person was asked in or runs."""
    found = Poll.objects.select_related("workgroup", "meeting").prefetch_related("dates")
    if not request.person.is_coordinator:
        mine = request.person.polls.values("pk")
        found = found.filter(pk__in=mine) | found.filter(workgroup__in=groups_to_schedule(request.person))
    context = {"polls": found.distinct(), "schedules": can_schedule_meeting(request.person)}
    return render(request, "meetings/polls.html", context)


@login_required
@in_consortium_time
def new_poll(request):
    """Three dates; POST shows clashes once, then asks everyone it is for."""
    if not can_schedule_meeting(request.person):
        raise PermissionDenied
    only_groups = not can_lay_out_year(request.person)
    groups = groups_to_schedule(request.person)
    form = PollForm(request.POST or None, groups=groups, only_groups=only_groups)
    found: list = []
    if request.method == "POST" and form.is_valid():
        spans = [(start.astimezone(here()), end.astimezone(here())) for start, end in form.dates]
        found = [(start, there) for (start, _end), there in zip(spans, clashes(spans), strict=True) if there]
        if not found or "anyway" in request.POST:
            return _open(request, form)
    return render(request, "meetings/poll_new.html", {"form": form, "clashes": found})


def _open(request, form: PollForm):
    given = form.cleaned_data
    group = given["workgroup"]
    people = (
        Person.objects.filter(is_active=True, roles__in=group.roles.current()).distinct() if group else None
    )
    poll = Poll(title=given["title"], workgroup=group, venue=given["venue"])
    open_poll(poll, dates=form.dates, people=people or whole_consortium(), by=request.person)
    messages.success(request, _("Everyone is asked. Their answers come in below."))
    return redirect("meetings:poll", pk=poll.pk)


@login_required
def poll(request, pk: int):
    """Her own answer; and for who runs it, who can when and the press that fixes a date."""
    poll = get_object_or_404(Poll.objects.select_related("workgroup", "meeting", "venue"), pk=pk)
    runs = can_run_poll(request.person, poll)
    asked = poll.people.filter(pk=request.person.pk).exists()
    if not runs and not asked:
        raise Http404
    here_again = redirect("meetings:poll", pk=pk)
    return _answering(request, poll, request.person if asked else None, here_again, runs=runs)


def poll_by_link(request, token: str):
    """The same from the mail, without signing in; GET writes nothing."""
    ids = read("poll", token)
    person = Person.objects.filter(pk=ids[1], is_active=True, polls=ids[0]).first() if ids else None
    if person is None:
        raise Http404
    poll = get_object_or_404(Poll.objects.select_related("meeting"), pk=ids[0])
    return _answering(request, poll, person, redirect("meetings:poll_by_link", token=token), runs=False)


def _answering(request, poll: Poll, person, here_again, *, runs: bool):
    form = AbilityForm(request.POST or None, poll=poll, person=person) if person else None
    refusal = ""
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            answer_poll(poll, abilities=form.abilities, by=person)
        except TooLate as error:
            refusal = str(error)
        else:
            messages.success(request, _("Thank you. You can still change it until the date is fixed."))
            return here_again
    context = {
        "poll": poll,
        "form": form,
        "person": person,
        "refusal": refusal,
        "answering_as": shown_name(person) if person else "",
        "runs": runs,
        "neutral": bool(person) and person.neutral and not runs,
        "table": _table(request, poll) if runs else None,
    }
    return render(request, "meetings/poll.html", context)


def _table(request, poll: Poll) -> dict:
    """Who can when: a column for each date, with its clashes and how many can."""
    dates = list(poll.dates.all())
    read = (lambda person: person.name) if request.viewer.sees_all else request.viewer.name
    people = sorted(poll.people.all(), key=lambda person: (read(person).casefold(), person.pk))
    said: dict[tuple[int, int], str] = {}
    for date, person, ability in PollAnswer.objects.filter(date__in=dates).values_list(
        "date_id", "person_id", "ability"
    ):
        said[person, date] = ability
    labels = dict(Ability.choices)
    found = clashes([(d.starts_at.astimezone(here()), d.ends_at.astimezone(here())) for d in dates])
    page = Paginator(people, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    counted = [[said.get((person.pk, date.pk), "") for person in people] for date in dates]
    return {
        "dates": [
            {"date": date, "clashes": there, **{word: column.count(word) for word in ("yes", "maybe", "no")}}
            for date, there, column in zip(dates, found, counted, strict=True)
        ],
        "page": page,
        "rows": [
            (person, [(date, labels.get(said.get((person.pk, date.pk)), "")) for date in dates])
            for person in page
        ],
    }


@login_required
@require_POST
def fix(request, pk: int):
    """This date it is: the meeting is made, and inviting is the next act."""
    date = get_object_or_404(PollDate.objects.select_related("poll__workgroup"), pk=pk)
    if not can_run_poll(request.person, date.poll):
        raise PermissionDenied
    try:
        meeting = fix_date(date, by=request.person)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("meetings:poll", pk=date.poll_id)
    messages.success(request, _("The date is fixed. Nobody is told until you invite."))
    return redirect("meetings:meeting", slug=meeting.slug)
