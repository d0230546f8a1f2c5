"""A motion is put to the vote in the room: one vote per organization."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.models import Charter
from meetings.actions import minutes as actions
from meetings.actions.minutes.announced import not_announced
from meetings.actions.minutes.voting import quorum_for
from meetings.minutes_forms import BallotForm, RuleForm
from meetings.models import Choice, Entry, Meeting
from meetings.quorum import day_of
from meetings.views.minutes.fetching import writable_entry, writable_minutes
from meetings.views.minutes.kept import signed_in_or_kept
from meetings.views.minutes.reading import minutes as minutes_page
from members.models import Organization


@signed_in_or_kept
def votes(request, slug: str, pk: int):
    """Who votes how; `?all=for` fills in a vote for every organization that is present."""
    entry = writable_entry(request, slug, pk)
    meeting = entry.minutes.meeting
    form = RuleForm(request.POST or None, initial=_rule(entry, meeting))
    if request.method == "POST" and form.is_valid():
        choices = _choices(request.POST)
        at = _moment(meeting, form.cleaned_data["at"])
        there = quorum_for(meeting, at)
        try:
            tally = actions.count_motion(
                entry,
                choices=choices,
                basis=form.cleaned_data["basis"],
                share=form.cleaned_data["share"],
                at=at,
                by=request.person,
            )
        except actions.NotNow as error:
            messages.error(request, str(error))
            return redirect("meetings:minutes", slug=slug)
        messages.success(request, " ".join(tally.sentences()))
        if why := not_announced(meeting, heading=entry.heading, text=entry.text):
            messages.warning(request, why)
        _say_who_was_not_noted(request, set(choices) - there.present)
        return redirect(f"/meetings/{slug}/minutes/write/#entry-{entry.pk}")
    typed = _choices(request.POST) if request.method == "POST" else _given(request, entry, meeting)
    there = quorum_for(meeting, _moment(meeting, form["at"].value() if request.method != "POST" else None))
    rows = [
        (organization, organization.pk in there.present, typed.get(organization.pk, ""))
        for organization in Organization.objects.filter(pk__in=there.eligible).order_by("name")
    ]
    rows.sort(key=lambda row: not row[1])
    context = {
        "entry": entry,
        "meeting": meeting,
        "form": form,
        "rows": rows,
        "choices": Choice.choices,
        "quorum": there,
    }
    return render(request, "meetings/minutes_votes.html", context)


@signed_in_or_kept
@require_POST
def open_ballot(request, slug: str):
    """Ask the organizations to approve without a meeting."""
    minutes = writable_minutes(request, slug)
    form = BallotForm(request.POST)
    if not form.is_valid():
        return minutes_page(request, slug, ballot_form=form)
    try:
        actions.open_ballot(minutes, until=form.cleaned_data["until"], by=request.person)
        messages.success(request, _("The organizations are asked to vote."))
    except actions.NotNow as error:
        messages.error(request, str(error))
    return redirect("meetings:minutes", slug=slug)


@signed_in_or_kept
@require_POST
def close_ballot(request, slug: str):
    """Count what came."""
    minutes = writable_minutes(request, slug)
    ballot = minutes.ballots.filter(counted_at=None).select_related("approves__meeting").first()
    try:
        if ballot:
            tally = actions.close_ballot(ballot, by=request.person)
            messages.success(request, " ".join(tally.sentences()))
    except actions.NotNow as error:
        messages.error(request, str(error))
    return redirect("meetings:minutes", slug=slug)


def _choices(posted) -> dict[int, str]:
    found = {}
    for name, value in posted.items():
        number = name.removeprefix("vote_")
        if name.startswith("vote_") and number.isdigit() and value in Choice.values:
            found[int(number)] = value
    return found


def _given(request, entry: Entry, meeting: Meeting) -> dict[int, str]:
    motion = getattr(entry, "motion", None)
    if motion:
        return dict(motion.votes.values_list("organization_id", "choice"))
    if request.GET.get("all") == "for":
        moment = _moment(meeting, _rule(entry, meeting)["at"])
        return dict.fromkeys(quorum_for(meeting, moment).present, Choice.FOR)
    return {}


def _rule(entry: Entry, meeting: Meeting) -> dict:
    motion = getattr(entry, "motion", None)
    now = timezone.now()
    running = meeting.starts_at <= now <= meeting.ends_at
    at = now.astimezone(ZoneInfo(Charter.load().time_zone)).time().replace(second=0, microsecond=0)
    rule = {"at": at if running else None}
    return rule | ({"basis": motion.basis, "share": motion.share} if motion else {})


def _moment(meeting: Meeting, at) -> datetime | None:
    charter = Charter.load()
    return datetime.combine(day_of(meeting, charter), at, ZoneInfo(charter.time_zone)) if at else None


def _say_who_was_not_noted(request, missing: set[int]) -> None:
    names = Organization.objects.filter(pk__in=missing).values_list("name", flat=True)
    if names:
        messages.warning(
            request,
            _("Voted, but not noted as present at that time: %(names)s.") % {"names": ", ".join(names)},
        )
