"""Minutes are begun and their passages written, changed and removed here."""

import re

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit.record import record
from mail.languages import in_own_language
from meetings import carried
from meetings.actions.minutes.announced import decides, refuse_unannounced
from meetings.actions.minutes.state import ChangedMeanwhile, NotNow, open_minutes, step
from meetings.minutes_copy import long_day, task_state
from meetings.models import Entry, EntryKind, Meeting, Minutes, StepKind
from meetings.standing import is_procedural
from tasks.actions import edit as edit_task
from tasks.actions import open_task, set_status
from tasks.enums import Status

APPROVES = re.compile(r"(?:to )?(?:approve|accept|adopt) (?:the )?minutes\b", re.IGNORECASE)


@transaction.atomic
def begin(meeting: Meeting, *, by) -> Minutes:
    """The minutes of a meeting, begun once: with the approval of those before, and what is still open of them."""
    minutes, created = Minutes.objects.get_or_create(meeting=meeting)
    if created:
        record("minutes.begun", minutes, by=by)
        step(minutes, StepKind.BEGUN, by=by)
        with in_own_language():
            _carry_over(minutes)
    return minutes


@transaction.atomic
def add_entry(minutes: Minutes, *, heading: str, kind: str, text: str, by, key: str = "", **fields) -> Entry:
    """Write one passage. An action item opens its task at once; whoever has it is told at circulation.

    The same `key` twice (a browser that never heard our answer) writes into the passage of the first time.
    """
    minutes = open_minutes(minutes)
    if key and (known := minutes.entries.filter(key=key).first()):
        return edit_entry(known, text=text, seen=known.changed, by=by, heading=heading, kind=kind, **fields)
    if decides(kind, fields):
        refuse_unannounced(minutes.meeting, heading=heading, text=text)
    entry = Entry(
        minutes=minutes, position=_last(minutes) + 1, heading=heading, kind=kind, text=text, key=key, **fields
    )
    if kind == EntryKind.ACTION:
        _open_task(entry, by=by)
    entry.stands = not is_procedural(text)
    _link_approval(entry)
    entry.save()
    record("minutes.entry_added", minutes, by=by, entry=entry.pk, kind=kind)
    return entry


@transaction.atomic
def edit_entry(entry: Entry, *, text: str, seen: int, by, **fields) -> Entry:
    """Save a passage. Raises ChangedMeanwhile when it is not the one that was opened (`seen`).

    The same words once more are no conflict: a browser repeats what it heard no answer to.
    """
    entry = _locked_entry(entry)
    if entry.changed != seen:
        if entry.words() == text and all(getattr(entry, name) == value for name, value in fields.items()):
            return entry
        raise ChangedMeanwhile(entry.words(), entry.changed)
    kind, entry.carried = fields.pop("kind", entry.kind), False
    if decides(kind, fields) and not entry.approves_id:
        refuse_unannounced(entry.minutes.meeting, heading=fields.get("heading", entry.heading), text=text)
    for name, value in fields.items():
        setattr(entry, name, value)
    rewrite(entry, text, by=by)
    if kind != entry.kind and entry.kind != EntryKind.ACTION:
        entry.kind = kind
        if kind == EntryKind.ACTION:
            _open_task(entry, by=by)
    _keep_task_with(entry, by=by)
    _link_approval(entry)
    entry.save()
    record("minutes.entry_edited", entry.minutes, by=by, entry=entry.pk)
    return entry


@transaction.atomic
def move_entry(entry: Entry, *, up: bool, by) -> bool:
    """Change places with the passage above or below under the same heading; False where there is none."""
    entry = _locked_entry(entry)
    row = list(entry.minutes.entries.filter(heading=entry.heading))
    place = next(number for number, one in enumerate(row) if one.pk == entry.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(row):
        return False
    places = sorted(one.position for one in row)
    if len(set(places)) < len(places):
        places = list(range(places[0], places[0] + len(row)))
    row[place], row[other] = row[other], row[place]
    for one, position in zip(row, places, strict=True):
        Entry.objects.filter(pk=one.pk).update(position=position)
    record("minutes.entry_moved", entry.minutes, by=by, entry=entry.pk, up=up)
    return True


@transaction.atomic
def remove_entry(entry: Entry, *, by) -> None:
    """Take a passage out of a draft that nobody has been sent; its task is dropped."""
    entry = _locked_entry(entry)
    if entry.minutes.circulated_at or entry.corrections.exists():
        raise NotNow(_("These minutes were circulated: change the passage instead of removing it."))
    record("minutes.entry_removed", entry.minutes, by=by, entry=entry.pk, kind=entry.kind)
    task = entry.task
    entry.delete()
    if task:
        with in_own_language():
            removed = _("Removed from the draft minutes")
        set_status(task, status=Status.DROPPED, reason=removed, by=by)


@transaction.atomic
def set_standing(entry: Entry, *, stands: bool, by) -> None:
    """Whether a decision is on the page of those in force; the minutes keep their words."""
    entry.stands = stands
    entry.save(update_fields=["stands"])
    record("minutes.decision_standing", entry.minutes, by=by, entry=entry.pk, stands=stands)


def rewrite(entry: Entry, text: str, *, by) -> None:
    """Give a passage, and the task it is, other words."""
    entry.text = text
    entry.changed += 1
    if entry.task:
        title = {"title": entry.task.title}
        entry.task = edit_task(entry.task, seen=title, changes={"title": text[:250]}, by=by)


def _link_approval(entry: Entry) -> None:
    """A motion to approve the minutes of the meeting before is about those minutes, however it came here."""
    if entry.kind == EntryKind.MOTION and entry.approves is None and APPROVES.match(entry.text.lstrip("*_ ")):
        entry.approves = carried.to_approve(entry.minutes.meeting)


def _keep_task_with(entry: Entry, *, by) -> None:
    """What the minutes say of workgroup and day is what the list says, while nobody has been told of the task."""
    if entry.task is None or entry.minutes.circulated_at:
        return
    now = {name: getattr(entry.task, name) for name in ("workgroup", "due")}
    entry.task = edit_task(
        entry.task, seen=now, changes={"workgroup": entry.workgroup, "due": entry.due}, by=by
    )


def _open_task(entry: Entry, *, by) -> None:
    entry.task = open_task(
        title=entry.text[:250],
        workgroup=entry.workgroup,
        due=entry.due,
        origin=entry.reference or _next_reference(entry.minutes),
        by=by,
    )
    entry.reference = entry.task.origin


def _locked_entry(entry: Entry) -> Entry:
    open_minutes(entry.minutes)
    entries = Entry.objects.select_for_update(of=("self",)).select_related("minutes__meeting", "task")
    return entries.get(pk=entry.pk)


def _last(minutes: Minutes) -> int:
    return minutes.entries.aggregate(Max("position"))["position__max"] or 0


def _next_reference(minutes: Minutes) -> str:
    taken = set(minutes.entries.filter(kind=EntryKind.ACTION).values_list("reference", flat=True))
    number = len(taken) + 1
    while f"{minutes.meeting.slug[:7]}-A{number}" in taken:
        number += 1
    return f"{minutes.meeting.slug[:7]}-A{number}"


def _carry_over(minutes: Minutes) -> None:
    meeting, position = minutes.meeting, 0
    if before := carried.to_approve(meeting):
        day = long_day(before.meeting.starts_at.date())
        position += 1
        Entry.objects.create(
            minutes=minutes,
            position=position,
            heading=_heading_for_approval(meeting, day),
            kind=EntryKind.MOTION,
            text=_("Approve the minutes of %(day)s.") % {"day": day},
            approves=before,
            stands=False,
            carried=True,
        )
    if items := carried.open_items(meeting):
        Entry.objects.create(
            minutes=minutes,
            position=position + 1,
            heading=_("Open action items"),
            text="\n".join(f"- {_open_line(item)}" for item in items),
            carried=True,
        )


def _heading_for_approval(meeting: Meeting, day: str) -> str:
    """The agenda's own item where it has one."""
    titles = meeting.agenda_items.values_list("title", flat=True)
    wanted = (title for title in titles if "minutes" in title.casefold() and "approv" in title.casefold())
    return next(wanted, _("Approval of the minutes of %(day)s") % {"day": day})


def _open_line(item: Entry) -> str:
    group = f" ({item.workgroup})" if item.workgroup else ""
    due = _(", due %(long_day)s") % {"long_day": long_day(item.task.due)} if item.task.due else ""
    return f"{item.reference} {item.task.title}{group}: {task_state(item.task).lower()}{due}".strip()
