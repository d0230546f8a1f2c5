"""All minutes, the search through them, and the decisions in force."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from meetings.actions import minutes as actions
from meetings.minutes_copy import Copy
from meetings.minutes_search import search
from meetings.models import Entry, Minutes
from meetings.policy import Reader, can_write_minutes
from meetings.standing import decisions as all_decisions
from members.left_out import Redactor, always_left_out

ON_A_PAGE = 20


def archive(request):
    """All minutes this person may read, newest first, and the passages with the words looked for."""
    words, kind = request.GET.get("q", "")[:100], request.GET.get("kind", "")
    found = Minutes.objects.visible_to(request.person).select_related("meeting__workgroup")
    page = Paginator(found.order_by("-meeting__starts_at"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "q": words,
        "kind": kind,
        "hits": search(request.person, words, kind) if words else [],
    }
    return render(request, "meetings/minutes_archive.html", context)


def decisions(request):
    """What was decided and still stands, newest first; with `all`, what does not stand any more as well."""
    readable = Minutes.objects.visible_to(request.person)
    found = all_decisions(readable).prefetch_related("minutes__redactions")
    reader = Reader(request.person)
    if not reader.reads_everything:
        found = found.filter(coordinator_only=False)
    if "all" not in request.GET:
        found = found.filter(stands=True)
    page = Paginator(found.select_related("minutes__meeting__workgroup"), 30).get_page(
        request.GET.get("page")
    )
    protected = always_left_out()
    rows = [row for row in (_decision(entry, reader, protected) for entry in page) if row]
    context = {"page": page, "rows": rows, "all": "all" in request.GET, "writes": reader.reads_everything}
    return render(request, "meetings/decisions.html", context)


def _decision(entry: Entry, reader: Reader, protected: list[str]) -> dict | None:
    if reader.copy_of(entry.minutes) != Copy.PUBLIC:
        return {"entry": entry, "words": entry.words()}
    if entry.withheld:
        return None
    gone = [row.words for row in entry.minutes.redactions.all() if not row.keep]
    return {"entry": entry, "words": Redactor([*gone, *protected])(entry.words())}


@login_required
@require_POST
def set_standing(request, pk: int):
    """Take a decision off the page of those in force, or put it back."""
    entry = get_object_or_404(Entry.objects.select_related("minutes__meeting__workgroup"), pk=pk)
    if not can_write_minutes(request.person, entry.minutes.meeting):
        raise PermissionDenied
    actions.set_standing(entry, stands=request.POST.get("stands") == "yes", by=request.person)
    return redirect("meetings:decisions")
