"""A roster comes in: choose a file, see row by row what would happen, confirm, undo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import actions
from members.actions.roster_import import read, vocabulary
from members.enums import Channel
from members.forms.roster_import import ChoicesForm, UploadForm
from members.importing import NotATable
from members.models import ImportState, Person, RosterImport
from members.roster_match import match
from members.roster_preview import lines
from members.views.access import only_coordinator

MOST_NAMED = 20


@login_required
def upload(request):
    """Choose a file; it is kept for a day, unread by anything else."""
    only_coordinator(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = actions.preview_roster(name=file.name, content=file.read(), by=request.person)
            return redirect("members:import_preview", pk=taken.pk)
        except NotATable as error:
            form.add_error("file", str(error))
    past = RosterImport.objects.exclude(state=ImportState.PREVIEWED).select_related("by")[:10]
    return render(request, "members/import_upload.html", {"form": form, "past": past})


@login_required
def preview(request, pk: int):
    """Row by row what will be created, matched or left out, and why; nothing is written yet."""
    roster_import = _import(request, pk)
    if roster_import.state != ImportState.PREVIEWED:
        return redirect("members:import_result", pk=pk)
    words, roster = vocabulary(), read(roster_import)
    form = ChoicesForm(
        request.POST or None, roster=roster, sectors=roster_import.sectors, suggest=words.suggested_sector
    )
    if request.method == "POST" and form.is_valid():
        columns = roster_import.columns | form.chosen_columns()
        actions.choose(roster_import, columns=columns, sectors=form.chosen_sectors())
        return redirect("members:import_preview", pk=pk)
    found = match(roster, words.short_names)
    only_care = request.GET.get("show") == "care"
    shown = [line for line in lines(roster, found) if not only_care or line.tone != "success"]
    return render(
        request,
        "members/import_preview.html",
        {
            "import": roster_import,
            "roster": roster,
            "counts": [
                (_("new organizations"), len(roster.organizations) - len(found.organizations)),
                (_("new people"), len(roster.people) - len(found.people)),
                (_("known already"), len(found.organizations) + len(found.people)),
                (_("joined"), len(roster.duplicates)),
                (_("left out"), len(roster.rejected)),
            ],
            "only_care": only_care,
            "page": Paginator(shown, 200).get_page(request.GET.get("page")),
            "form": form,
        },
    )


@login_required
@require_POST
def confirm(request, pk: int):
    """Bring it in."""
    actions.apply_roster(_import(request, pk), by=request.person)
    return redirect("members:import_result", pk=pk)


@login_required
def result(request, pk: int):
    """What came in, and the way back."""
    taken = _import(request, pk)
    undecided = Person.objects.filter(channel=Channel.UNDECIDED).values_list("pk", flat=True)
    waiting = len(set(undecided) & set(taken.created.get("people", [])))
    context = {"import": taken, "waiting": waiting}
    return render(request, "members/import_result.html", context)


@login_required
@require_POST
def undo(request, pk: int):
    """Take out what came in."""
    try:
        left = actions.undo_import(_import(request, pk), by=request.person)
        messages.success(request, _("Undone: what this file brought is out again."))
        names = [seat.name for seat in left.organizations] + [request.viewer.name(p) for p in left.people]
        if names:
            shown = ", ".join(sorted(names)[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
            messages.warning(request, _("Changed by hand since, and left as it stands: %s.") % shown)
    except actions.CannotUndo as error:
        messages.error(request, str(error))
    return redirect("members:import_result", pk=pk)


def _import(request, pk: int) -> RosterImport:
    only_coordinator(request)
    return get_object_or_404(RosterImport, pk=pk)
