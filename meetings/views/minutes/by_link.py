"""From a mail's signed link, without signing in: read, say so, correct, vote."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mail.links import read
from meetings.actions import minutes as actions
from meetings.actions.minutes.voting import seats_of
from meetings.minutes_attendance import attendance_lines
from meetings.minutes_copy import Copy, sections
from meetings.minutes_forms import CorrectionForm
from meetings.models import Choice, Correction, Entry, Minutes, Motion
from members.models import Person

VOTES = [choice for choice in Choice.choices if choice[0] != Choice.RECUSED]


def correct(request, token: str):
    """The circulated draft: read it, say so in one press, or say what a passage should say."""
    ids = read("correct", token)
    minutes = Minutes.objects.filter(pk=ids[0]).select_related("meeting").first() if ids else None
    person = _person(ids)
    if minutes is None or person is None or minutes.state == "draft":
        raise Http404
    form = CorrectionForm(request.POST if "proposed" in request.POST else None)
    if request.method == "POST":
        if "read" in request.POST:
            actions.note_reading(minutes, by=person)
            messages.success(request, _("Thank you. It is noted that you have read this version."))
            return redirect("meetings:correct", token=token)
        if form.is_valid() and _proposed(request, minutes, form, person):
            return redirect("meetings:correct", token=token)
    today = timezone.localdate()
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "sections": sections(minutes, Copy.MEMBERS),
        "attendance": attendance_lines(minutes, public=False),
        "form": form,
        "typed_in": str(form["entry"].value()) if form.is_bound else "",
        "mine": Correction.objects.filter(person=person, entry__minutes=minutes).select_related("entry"),
        "open": minutes.state == "circulated" and (minutes.corrections_until or today) >= today,
        "have_read": minutes.readings.filter(person=person, version=minutes.version).exists(),
        "neutral": person.neutral,
    }
    return render(request, "meetings/correct.html", context)


def _proposed(request, minutes: Minutes, form: CorrectionForm, person: Person) -> bool:
    entries = Entry.objects.select_related("minutes").filter(minutes=minutes, coordinator_only=False)
    entry = get_object_or_404(entries, pk=form.cleaned_data["entry"])
    try:
        actions.propose_correction(entry, proposed=form.cleaned_data["proposed"], by=person)
    except actions.NotNow as error:
        messages.error(request, str(error))
        return False
    messages.success(request, _("Thank you: the coordinator sees your correction."))
    return True


def ballot(request, token: str):
    """An organization's vote on the minutes out of meeting; GET writes nothing."""
    ids = read("approve", token)
    found = Motion.objects.filter(pk=ids[0], entry=None).select_related("approves__meeting") if ids else None
    motion, person = found.first() if ids else None, _person(ids)
    if motion is None or person is None:
        raise Http404
    if request.method == "POST" and request.POST.get("choice") in dict(VOTES):
        number = request.POST.get("organization", "")
        seat = get_object_or_404(seats_of(person), pk=number if number.isdigit() else 0)
        try:
            actions.cast(motion, organization=seat, choice=request.POST["choice"], by=person)
            messages.success(request, _("Thank you: the vote is noted. It can be changed until the end."))
        except actions.NotNow as error:
            messages.error(request, str(error))
        return redirect("meetings:ballot", token=token)
    given = dict(motion.votes.values_list("organization_id", "choice"))
    labels = dict(Choice.choices)
    context = {
        "motion": motion,
        "minutes": motion.approves,
        "meeting": motion.approves.meeting,
        "seats": [(seat, labels.get(given.get(seat.pk, ""), "")) for seat in seats_of(person)],
        "votes": VOTES,
        "over": motion.counted_at is not None or motion.until < timezone.localdate(),
        "sections": sections(motion.approves, Copy.MEMBERS),
        "neutral": person.neutral,
    }
    return render(request, "meetings/ballot.html", context)


def _person(ids) -> Person | None:
    return Person.objects.filter(pk=ids[1], is_active=True).first() if ids else None
