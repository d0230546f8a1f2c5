"""Minutes: written along the agenda, circulated in one press, corrected, approved, published."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mail.links import read
from meetings.actions import minutes as actions
from meetings.audience import whole_consortium
from meetings.enums import Response
from meetings.minutes_docx import NotAText, text_of
from meetings.minutes_forms import CirculateForm, CorrectionForm, DraftForm, EntryForm
from meetings.minutes_pdf import as_pdf
from meetings.minutes_text import parse_minutes
from meetings.minutes_words import as_text, difference, sections, unsettled
from meetings.models import Correction, CorrectionState, Entry, Meeting, Minutes
from meetings.policy import can_write_minutes
from members.models import Person

MOTION_FIELDS = ("mover", "seconder", "yes", "no", "abstain", "result")
DETAILS = ("workgroup", "owner", "due", *MOTION_FIELDS, "coordinator_only")


def archive(request):
    """All minutes this person may read, newest first, with the words looked for."""
    words = request.GET.get("q", "")[:100]
    found = (
        Minutes.objects.visible_to(request.person).select_related("meeting").order_by("-meeting__starts_at")
    )
    entries = []
    if words:
        entries = Entry.objects.filter(minutes__in=found, text__icontains=words).select_related(
            "minutes__meeting"
        )
        if not can_write_minutes(request.person):
            entries = entries.filter(coordinator_only=False)
        entries = entries.order_by("-minutes__meeting__starts_at")[:50]
    return render(request, "meetings/minutes_archive.html", {"found": found, "entries": entries, "q": words})


def minutes(request, slug: str):
    """The minutes of a meeting as this person may read them; the coordinator writes here."""
    meeting = get_object_or_404(Meeting, slug=slug)
    writes = can_write_minutes(request.person)
    found = Minutes.objects.visible_to(request.person).filter(meeting=meeting).first()
    if found is None and not writes:
        if request.person is None:
            return redirect(f"/accounts/login/?next={request.path}")
        raise Http404
    context = {"meeting": meeting, "minutes": found, "writes": writes}
    if found:
        context |= {
            "sections": sections(found, public=not writes),
            "versions": found.versions.all(),
            "corrections": _corrections(found) if writes else [],
            "circulate": CirculateForm() if writes else None,
            "unsettled": unsettled(found) if writes and found.state == "approved" else [],
        }
    if writes and (found is None or found.is_draft):
        context["form"] = EntryForm(viewer=request.viewer, initial={"heading": _next_heading(meeting, found)})
        context["headings"] = list(meeting.agenda_items.values_list("title", flat=True))
    return render(request, "meetings/minutes.html", context)


@login_required
@require_POST
def add(request, slug: str):
    """One more passage under a heading."""
    _only_writer(request)
    meeting = get_object_or_404(Meeting, slug=slug)
    form = EntryForm(request.POST, viewer=request.viewer)
    if not form.is_valid():
        return render(request, "meetings/minutes_entry.html", {"form": form, "meeting": meeting})
    values = {name: form.cleaned_data[name] for name in DETAILS}
    minutes = actions.begin(meeting, by=request.person)
    return _done(
        request,
        slug,
        lambda: (
            actions.add_entry(
                minutes,
                heading=form.cleaned_data["heading"],
                kind=form.cleaned_data["kind"],
                text=form.cleaned_data["text"],
                by=request.person,
                **values,
            )
            and "Written."
        ),
    )


@login_required
def edit(request, slug: str, pk: int):
    """Change a passage; when someone else did meanwhile, both texts are shown and nothing is lost."""
    _only_writer(request)
    entry = get_object_or_404(
        Entry.objects.select_related("minutes__meeting", "task"), pk=pk, minutes__meeting__slug=slug
    )
    start = {name: getattr(entry, name) for name in ("heading", "kind", *DETAILS)} | {"text": entry.words()}
    form = EntryForm(request.POST or None, viewer=request.viewer, initial=start)
    current, seen = None, entry.changed
    if request.method == "POST" and form.is_valid():
        try:
            seen = int(request.POST.get("seen", "-1"))
            actions.edit_entry(
                entry,
                text=form.cleaned_data["text"],
                seen=seen,
                by=request.person,
                **{name: form.cleaned_data[name] for name in ("heading", *MOTION_FIELDS, "coordinator_only")},
            )
            return redirect("meetings:minutes", slug=slug)
        except actions.ChangedMeanwhile as conflict:
            current, seen = conflict.current, entry.changed
        except (actions.NotNow, ValueError) as error:
            messages.error(request, str(error))
    context = {
        "form": form,
        "meeting": entry.minutes.meeting,
        "entry": entry,
        "current": current,
        "seen": seen,
    }
    return render(request, "meetings/minutes_entry.html", context)


@login_required
def take_in(request, slug: str):
    """Minutes drafted as text or in Word: first what was recognised, then, on confirming, into the minutes."""
    _only_writer(request)
    meeting = get_object_or_404(Meeting, slug=slug)
    form = DraftForm(request.POST or None, request.FILES or None)
    parsed = None
    if request.method == "POST" and form.is_valid():
        try:
            text = (
                text_of(form.cleaned_data["file"]) if form.cleaned_data["file"] else form.cleaned_data["text"]
            )
            parsed = parse_minutes(text)
            if "confirm" in request.POST:
                minutes = actions.begin(meeting, by=request.person)
                return _done(
                    request, slug, lambda: actions.take_in(minutes, parsed, by=request.person) or "Taken in."
                )
            form = DraftForm(initial={"text": text})
        except NotAText as error:
            form.add_error("file", str(error))
    return render(
        request, "meetings/minutes_import.html", {"form": form, "meeting": meeting, "parsed": parsed}
    )


@login_required
@require_POST
def circulate(request, slug: str):
    """To everyone chosen, in one press."""
    minutes = _written(request, slug)
    form = CirculateForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give a day until which corrections are asked for, today or later.")
        return redirect("meetings:minutes", slug=slug)
    people = whole_consortium()
    if form.cleaned_data["to"] == "coming":
        people = Person.objects.filter(
            invitations__meeting=minutes.meeting,
            invitations__response__in=[Response.ACCEPTED, Response.TENTATIVE],
        )
    until = form.cleaned_data["until"]
    return _done(
        request,
        slug,
        lambda: (
            f"Sent to {actions.circulate(minutes, to=people.distinct(), until=until, by=request.person)} people."
        ),
    )


@login_required
@require_POST
def approve(request, slug: str):
    """The words are final."""
    minutes = _written(request, slug)
    return _done(request, slug, lambda: actions.approve(minutes, by=request.person) or "Approved.")


@login_required
@require_POST
def publish(request, slug: str):
    """Open to everyone."""
    minutes = _written(request, slug)
    return _done(request, slug, lambda: actions.publish(minutes, by=request.person) or "Published.")


@login_required
@require_POST
def settle(request, slug: str, pk: int):
    """Keep what the check flagged, or hide the entry from the public."""
    _only_writer(request)
    entry = get_object_or_404(Entry, pk=pk, minutes__meeting__slug=slug)
    how = "hide" if request.POST.get("how") == "hide" else "keep"
    actions.settle_for_public(entry, how=how, by=request.person)
    return redirect("meetings:minutes", slug=slug)


@login_required
@require_POST
def settle_correction(request, slug: str, pk: int):
    """Accept as proposed or amended, or decline with a reason."""
    _only_writer(request)
    correction = get_object_or_404(Correction, pk=pk, entry__minutes__meeting__slug=slug)
    if request.POST.get("do") == "accept":
        text = request.POST.get("text") or correction.proposed
        return _done(
            request, slug, lambda: actions.accept(correction, text=text, by=request.person) or "Accepted."
        )
    reason = request.POST.get("reason", "")[:300]
    return _done(
        request, slug, lambda: actions.decline(correction, reason=reason, by=request.person) or "Declined."
    )


def version(request, slug: str, number: int):
    """One version, and what differs from the one before; for members."""
    minutes = _visible(request, slug)
    if request.person is None:
        raise Http404
    kept = get_object_or_404(minutes.versions, number=number)
    before = minutes.versions.filter(number__lt=number).last()
    lines = difference(before.text if before else kept.text, kept.text)
    if not can_write_minutes(request.person) and minutes.entries.filter(coordinator_only=True).exists():
        raise PermissionDenied
    return render(
        request, "meetings/minutes_version.html", {"minutes": minutes, "kept": kept, "lines": lines}
    )


def pdf(request, slug: str):
    """The minutes as a tagged PDF."""
    minutes = _visible(request, slug)
    answer = HttpResponse(
        as_pdf(minutes, public=not can_write_minutes(request.person)), content_type="application/pdf"
    )
    answer.headers["Content-Disposition"] = f'inline; filename="minutes-{slug}.pdf"'
    return answer


def text(request, slug: str):
    """The minutes as plain text."""
    minutes = _visible(request, slug)
    words = as_text(minutes, public=not can_write_minutes(request.person))
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def correct(request, token: str):
    """The circulated draft from a mail's link: read it, and say what a passage should say."""
    ids = read("correct", token)
    minutes = Minutes.objects.filter(pk=ids[0]).select_related("meeting").first() if ids else None
    person = Person.objects.filter(pk=ids[1], is_active=True).first() if ids else None
    if minutes is None or person is None or minutes.state == "draft":
        raise Http404
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entry = get_object_or_404(
            Entry.objects.select_related("minutes"),
            pk=form.cleaned_data["entry"],
            minutes=minutes,
            coordinator_only=False,
        )
        try:
            actions.propose_correction(entry, proposed=form.cleaned_data["proposed"], by=person)
            messages.success(request, "Thank you: the coordinator sees your correction.")
            return redirect("meetings:correct", token=token)
        except actions.NotNow as error:
            messages.error(request, str(error))
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "sections": sections(minutes, public=True),
        "form": form,
        "mine": Correction.objects.filter(person=person, entry__minutes=minutes).select_related("entry"),
        "open": minutes.state == "circulated"
        and (minutes.corrections_until or timezone.localdate()) >= timezone.localdate(),
        "neutral": person.neutral,
    }
    return render(request, "meetings/correct.html", context)


def _next_heading(meeting: Meeting, minutes: Minutes | None) -> str:
    last = minutes.entries.last() if minutes else None
    first = meeting.agenda_items.first()
    return last.heading if last else (first.title if first else "Call to order")


def _corrections(minutes: Minutes):
    open_ones = Correction.objects.filter(entry__minutes=minutes, state=CorrectionState.OPEN)
    return open_ones.select_related("entry__task", "entry__minutes", "person")


def _only_writer(request) -> None:
    if not can_write_minutes(request.person):
        raise PermissionDenied


def _written(request, slug: str) -> Minutes:
    _only_writer(request)
    return get_object_or_404(Minutes.objects.select_related("meeting"), meeting__slug=slug)


def _visible(request, slug: str) -> Minutes:
    visible = Minutes.objects.visible_to(request.person).select_related("meeting")
    return get_object_or_404(visible, meeting__slug=slug)


def _done(request, slug: str, act):
    try:
        messages.success(request, act())
    except actions.NotNow as error:
        messages.error(request, str(error))
    return redirect("meetings:minutes", slug=slug)
