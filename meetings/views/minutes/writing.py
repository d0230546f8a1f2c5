"""Writing in the room: passages along the agenda, each saved by itself, by script or by its own button."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.models import Charter
from meetings import carried
from meetings.actions import minutes as actions
from meetings.actions.minutes.announced import is_act, not_announced
from meetings.minutes_copy import in_order, task_state
from meetings.minutes_forms import NO_CASES, EntryForm
from meetings.models import Entry, EntryKind, ItemKind, Meeting, Minutes
from meetings.name_choices import owner, speaker
from meetings.notice import Announced, announced
from meetings.policy import can_reserve_entry
from meetings.quorum import quorum_of_day
from meetings.views.minutes.fetching import done, writable_entry, writable_meeting, writable_minutes
from meetings.views.minutes.kept import forget, kept_for, signed_in_or_kept, wants_json
from members.enums import Audience
from members.visibility import Viewer
from workgroups.models import Workgroup

NUMBERS = ("yes", "no", "abstain", "recused")
DETAILS = ("workgroup", "due", "mover", "seconder", *NUMBERS, "result", "coordinator_only")


@signed_in_or_kept
@require_POST
def begin(request, slug: str):
    """Open the minutes, with what the meeting inherits from the one before."""
    meeting = writable_meeting(request, slug)
    actions.begin(meeting, by=request.person)
    return redirect("meetings:minutes_write", slug=slug)


@signed_in_or_kept
def write(request, slug: str):
    """The editor: every heading of the agenda with its passages, and an empty one under each."""
    meeting = writable_meeting(request, slug)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes and not minutes.is_draft:
        messages.error(request, _("These minutes are approved: their words are final."))
        return redirect("meetings:minutes", slug=slug)
    told = announced(meeting, Charter.load())
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "parts": _parts(request, meeting, minutes, told),
        "no_notice": told is not None and told.given is None,
        "kinds": EntryKind.choices,
        "workgroups": Workgroup.objects.all(),
        "owners": owner(meeting, request.viewer),
        "speakers": speaker(meeting, request.viewer),
        "quorum": quorum_of_day(meeting),
        "open_items": [(item, task_state(item.task)) for item in carried.open_items(meeting)],
        "kept": kept_for(request, slug),
        "no_cases": NO_CASES,
        "may_reserve": can_reserve_entry(request.person),
    }
    return render(request, "meetings/minutes_write.html", context)


def _parts(request, meeting: Meeting, minutes: Minutes | None, told: Announced | None) -> list[tuple]:
    """Each heading with its passages, and whether the public notice did not announce it."""
    written: dict[str, list[Entry]] = {}
    viewer = Viewer(Audience.MEMBER)
    if minutes:
        entries = minutes.entries.select_related("task", "owner", "motion", "approves__meeting")
        if not can_reserve_entry(request.person):
            entries = entries.filter(coordinator_only=False)
        for entry in entries:
            entry.minutes = minutes
            entry.approves_now = carried.approved_now(entry)
            entry.who_shown = viewer.name(entry.owner)
            written.setdefault(entry.heading, []).append(entry)
    items = list(meeting.agenda_items.visible_to(request.person).values_list("title", "kind"))
    agenda = [title for title, _kind in items]
    headings = in_order(agenda, list(written)) or [_("Call to order")]
    parts = [(heading, written.get(heading, [])) for heading in headings]
    acts = [title for title, kind in items if kind != ItemKind.BREAK]
    return [(heading, entries, _left_out(heading, entries, acts, told)) for heading, entries in parts]


def _left_out(heading: str, entries: list[Entry], agenda: list[str], told: Announced | None) -> bool:
    if told is None or told.given is None or not told.why_not(heading):
        return False
    return heading in agenda or any(is_act(entry) for entry in entries)


@signed_in_or_kept
@require_POST
def add(request, slug: str):
    """One more passage under a heading."""
    meeting = writable_meeting(request, slug)
    may_reserve = can_reserve_entry(request.person)
    form = EntryForm(request.POST, meeting=meeting, viewer=request.viewer, may_reserve=may_reserve)
    if not _savable(request, form, "heading", "kind", "text"):
        return _refused(request, form, meeting)
    minutes = actions.begin(meeting, by=request.person)
    try:
        entry = actions.add_entry(
            minutes, by=request.person, key=request.POST.get("key", "")[:40], **form.passage()
        )
    except actions.NotNow as error:
        return _not_now(request, form, meeting, error)
    return _saved(request, entry, form)


@signed_in_or_kept
def edit(request, slug: str, pk: int):
    """Change a passage; when someone else did meanwhile, both texts are shown and nothing is lost."""
    entry = writable_entry(request, slug, pk)
    who = Viewer(Audience.MEMBER).name(entry.owner)
    start = {name: getattr(entry, name) for name in ("heading", "kind", *DETAILS)}
    start |= {"text": entry.words(), "who": who}
    may_reserve = can_reserve_entry(request.person)
    form = EntryForm(
        request.POST or None, initial=start, meeting=entry.minutes.meeting, viewer=request.viewer,
        may_reserve=may_reserve, entry=entry,
    )  # fmt: skip
    if request.method != "POST":
        return _entry_page(request, form, entry.minutes.meeting, entry)
    if not _savable(request, form, "text"):
        return _refused(request, form, entry.minutes.meeting, entry)
    seen = request.POST.get("seen", "")
    try:
        saved = actions.edit_entry(
            entry, seen=int(seen) if seen.isdigit() else -1, by=request.person, **form.passage()
        )
    except actions.ChangedMeanwhile as conflict:
        return _conflict(request, form, entry, conflict)
    except actions.NotNow as error:
        return _not_now(request, form, entry.minutes.meeting, error)
    if request.POST.get("move") in ("up", "down"):
        actions.move_entry(saved, up=request.POST["move"] == "up", by=request.person)
    return _saved(request, saved, form)


@signed_in_or_kept
@require_POST
def remove(request, slug: str, pk: int):
    """Take a passage out of a draft that nobody has been sent."""
    entry = writable_entry(request, slug, pk)
    return done(
        request,
        slug,
        lambda: actions.remove_entry(entry, by=request.person) or _("Removed."),
        to="meetings:minutes_write",
    )


@signed_in_or_kept
@require_POST
def forget_kept(request, slug: str):
    """What was typed before signing in again is not wanted."""
    writable_minutes(request, slug)
    forget(request)
    return redirect("meetings:minutes_write", slug=slug)


def _savable(request, form: EntryForm, *needed: str) -> bool:
    """The script saves what is right and is told what is not; a page is saved whole or not at all."""
    if form.is_valid():
        return True
    return wants_json(request) and not set(needed) & set(form.errors)


def _saved(request, entry: Entry, form: EntryForm):
    """What was saved, and a warning where a decision was not announced: it stands all the same."""
    forget(request)
    meeting = entry.minutes.meeting
    warning = not_announced(meeting, heading=entry.heading, text=entry.words()) if is_act(entry) else ""
    if wants_json(request):
        address = f"/meetings/{entry.minutes.meeting.slug}/minutes/{entry.pk}/"
        at = timezone.localtime().strftime("%-I:%M:%S %p").lower()
        errors = [message for messages in form.errors.values() for message in messages]
        errors += [warning] if warning else []
        answer = {"id": entry.pk, "changed": entry.changed, "address": address, "at": at, "errors": errors}
        who = Viewer(Audience.MEMBER).name(entry.owner) if entry.owner else ""
        return JsonResponse(answer | {"kind": entry.kind, "reference": entry.reference, "who": who})
    messages.success(request, _("Saved."))
    if warning:
        messages.warning(request, warning)
    return redirect(f"/meetings/{entry.minutes.meeting.slug}/minutes/write/#entry-{entry.pk}")


def _conflict(request, form: EntryForm, entry: Entry, conflict: actions.ChangedMeanwhile):
    if wants_json(request):
        return JsonResponse({"current": conflict.current, "changed": conflict.changed}, status=409)
    return _entry_page(
        request,
        form,
        entry.minutes.meeting,
        entry,
        status=409,
        current=conflict.current,
        seen=conflict.changed,
    )


def _refused(request, form: EntryForm, meeting: Meeting, entry: Entry | None = None):
    if wants_json(request):
        errors = [message for messages in form.errors.values() for message in messages]
        return JsonResponse({"errors": errors}, status=400)
    return _entry_page(request, form, meeting, entry)


def _not_now(request, form: EntryForm, meeting: Meeting, error):
    if wants_json(request):
        return JsonResponse({"errors": [str(error)]}, status=400)
    messages.error(request, str(error))
    return _entry_page(request, form, meeting)


def _entry_page(
    request, form: EntryForm, meeting: Meeting, entry: Entry | None = None, *, status=200, **more
):
    context = {"form": form, "meeting": meeting, "entry": entry}
    context |= {"seen": entry.changed if entry else "", "current": None} | more
    return render(request, "meetings/minutes_entry.html", context, status=status)
