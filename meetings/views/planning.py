"""Before anyone is asked: one meeting, the whole year, the same again, and the days on which nobody meets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charter.models import Charter, Holiday
from mail.batches import UNDO_SECONDS
from mail.previews import preview
from mail.views.sending import shows_mail
from meetings.actions import TooLate, cancel, clone, schedule, schedule_year
from meetings.actions.planning import add_holiday, remove_holiday
from meetings.planning_forms import CloneForm, DaysForm, GroupMeetingForm, HolidayForm, YearForm, here
from meetings.policy import can_lay_out_year, can_schedule_meeting, groups_to_schedule
from meetings.views.running import in_consortium_time, meeting_to_run, send_about, while_ahead
from meetings.year import clashes, lay_out

MOST_MEETINGS = 12


@login_required
@in_consortium_time
def schedule_meeting(request):
    """A new meeting; clashes are shown once before it is made, and inviting is a further act on its page."""
    if not can_schedule_meeting(request.person):
        raise PermissionDenied
    groups = groups_to_schedule(request.person)
    only_groups = not can_lay_out_year(request.person)
    start = {
        "title": "" if only_groups else _("Quarterly meeting"),
        "workgroup": request.GET.get("workgroup"),
    }
    form = GroupMeetingForm(request.POST or None, initial=start, groups=groups, only_groups=only_groups)
    found: list[str] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        [found] = clashes([(given["starts_at"].astimezone(here()), given["ends_at"].astimezone(here()))])
        if not found or "anyway" in request.POST:
            meeting = schedule(form.save(commit=False), by=request.person)
            return redirect("meetings:meeting", slug=meeting.slug)
    context = {"form": form, "clashes": found, "lays_out": not only_groups}
    return render(request, "meetings/meeting_new.html", context)


@login_required
@in_consortium_time
def year(request):
    """The year from a rule: first what it gives and what it clashes with, then all of it in one act."""
    if not can_lay_out_year(request.person):
        raise PermissionDenied
    form = YearForm(request.POST or None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        days = form.rule.dates(form.cleaned_data["year"])
        chosen = DaysForm(request.POST if "day_1" in request.POST else None, days=days)
        if chosen.is_bound and chosen.is_valid():
            days = chosen.days[:MOST_MEETINGS]
        proposed = lay_out(days, form.rule.begins, form.rule.ends, Charter.load().time_zone)
        if "create" in request.POST and chosen.is_bound and chosen.is_valid() and proposed:
            made = schedule_year(proposed, common=form.common, by=request.person)
            said = ngettext("%(n)d meeting is scheduled.", "%(n)d meetings are scheduled.", len(made))
            messages.success(request, said % {"n": len(made)} + " " + _("Nobody is told until you invite."))
            return redirect("meetings:list")
        fields = chosen if chosen.is_bound and chosen.errors else DaysForm(days=days)
        context |= {"proposed": list(zip(proposed, fields, strict=False)), "days": fields}
    return render(request, "meetings/year.html", context)


@login_required
@in_consortium_time
def clone_meeting(request, slug: str):
    """The same meeting at another time, with its agenda; nobody is asked yet."""
    meeting = meeting_to_run(request, slug)
    form = CloneForm(request.POST or None, initial={"starts_at": meeting.starts_at})
    if request.method == "POST" and form.is_valid():
        new = clone(meeting, **form.cleaned_data, by=request.person)
        messages.success(request, _("Here is the copy. Nobody is told until you invite."))
        return redirect("meetings:meeting", slug=new.slug)
    return render(request, "meetings/clone.html", {"meeting": meeting, "form": form})


@login_required
@while_ahead
@shows_mail
def cancel_meeting(request, slug: str):
    """GET says what will happen, to how many, and shows the mail; POST takes the meeting out of everyone's calendar."""
    meeting = meeting_to_run(request, slug)

    def act() -> int:
        return cancel(meeting, by=request.person)

    if request.method == "POST":
        said = _("The meeting is cancelled; %(n)d people are told.")
        undo = _("Taking it back keeps the meeting, as long as no mail has left.")
        return send_about(request, meeting, act, title="", done=lambda n: said % {"n": n}, undo=undo)
    try:
        shown = preview(act, request.viewer, by_name=True)
    except TooLate as error:
        messages.error(request, str(error))
        return redirect("meetings:meeting", slug=slug)
    context = {"meeting": meeting, "preview": shown, "seconds": UNDO_SECONDS}
    return render(request, "meetings/cancel.html", context)


@login_required
def holidays(request):
    """The days on which nobody meets, to read and to edit."""
    if not can_lay_out_year(request.person):
        raise PermissionDenied
    form = HolidayForm(request.POST if "add" in request.POST else None)
    if "remove" in request.POST:
        remove_holiday(get_object_or_404(Holiday, pk=request.POST["remove"]), by=request.person)
        return redirect("meetings:holidays")
    if form.is_bound and form.is_valid():
        add_holiday(form, by=request.person)
        return redirect("meetings:holidays")
    return render(request, "meetings/holidays.html", {"form": form, "holidays": Holiday.objects.all()})
