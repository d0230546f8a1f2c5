"""The agenda is written here: its items, their order and their papers."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from meetings.models import AgendaItem, AgendaPaper, Meeting


class ItemGone(Exception):
    """The agenda is another than the one that was seen; nothing was written. `str()` is the sentence to show."""


@transaction.atomic
def add_item(meeting: Meeting, *, title: str, minutes: int, by, tasks=(), **fields) -> AgendaItem:
    """Put an item at the end; `fields` are its other columns."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    last = meeting.agenda_items.aggregate(Max("position"))["position__max"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, position=last + 1, title=title, minutes=minutes, **fields
    )
    item.tasks.set(tasks)
    record("agenda.item_added", meeting, by=by, item=item.pk)
    return item


@transaction.atomic
def edit_item(item: AgendaItem, *, by, **fields) -> None:
    """Change some of its columns; saving what stands there already marks nothing as changed."""
    changed = {name for name, value in fields.items() if getattr(item, name) != value}
    if not changed:
        return
    for name in changed:
        setattr(item, name, fields[name])
    item.changed_at = timezone.now()
    item.save(update_fields=[*changed, "changed_at"])
    record("agenda.item_edited", item.meeting, by=by, item=item.pk, fields=sorted(changed))


@transaction.atomic
def remove_item(item: AgendaItem, *, by) -> None:
    record("agenda.item_removed", item.meeting, by=by, item=item.pk)
    item.delete()


@transaction.atomic
def shift_item(item: AgendaItem, *, up: bool, by) -> None:
    """Change places with the item above or below that she sees; at the end nothing happens."""
    order = list(item.meeting.agenda_items.visible_to(by).values_list("pk", flat=True))
    here = order.index(item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        arrange(item.meeting, order, by=by)


@transaction.atomic
def arrange(meeting: Meeting, order: list[int], *, by) -> None:
    """Put the items into this order of ids; those that `by` may not read stay where they are.

    Raises ItemGone when they are not exactly those of the agenda as she sees it.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    items = {item.pk: item for item in meeting.agenda_items.all()}
    seen = set(meeting.agenda_items.visible_to(by).values_list("pk", flat=True))
    if sorted(order) != sorted(seen):
        raise ItemGone(_("Someone else changed the agenda meanwhile. Load the page again."))
    following = iter(order)
    order = [next(following) if pk in seen else pk for pk in items]
    if order == list(items):
        return
    # First out of the way, since each position is unique at every moment.
    free = max(item.position for item in items.values())
    meeting.agenda_items.update(position=F("position") + free + len(items))
    for place, pk in enumerate(order, start=1):
        AgendaItem.objects.filter(pk=pk).update(position=place)
    record("agenda.arranged", meeting, by=by)


@transaction.atomic
def attach_paper(item: AgendaItem, *, title: str, file, by) -> AgendaPaper:
    """Lay a checked file beside an item."""
    paper = AgendaPaper.objects.create(item=item, title=title, file=file)
    record("agenda.paper_added", item.meeting, by=by, item=item.pk, paper=paper.pk)
    return paper


@transaction.atomic
def remove_paper(paper: AgendaPaper, *, by) -> None:
    """Take a file away, also from the store once that is certain."""
    file = paper.file
    record("agenda.paper_removed", paper.item.meeting, by=by, item=paper.item_id, paper=paper.pk)
    paper.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name))
