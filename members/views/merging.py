"""Clean-up: what looks like one and the same, side by side, and merged once the coordinator says so."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import actions
from members.duplicates import MOST, likely_organizations, likely_people
from members.forms.merging import MergeForm
from members.merging import references
from members.models import Organization, Person
from members.views.access import only_coordinator

MODELS = {"people": Person, "organizations": Organization}
MERGE = {"people": actions.merge_people, "organizations": actions.merge_organizations}


@login_required
def duplicates(request):
    """Likely duplicates, of people and of organizations."""
    only_coordinator(request)
    return render(
        request,
        "members/duplicates.html",
        {"lists": [("people", likely_people()), ("organizations", likely_organizations())], "most": MOST},
    )


@login_required
def merge(request, kind: str, first: int, second: int):
    """The two side by side: which value of each field stays, what moves, and a press that cannot be undone."""
    one, other = _two(request, kind, first, second)
    posted = request.POST if request.method == "POST" else None
    form = MergeForm(posted, first=one, second=other)
    if request.method == "POST" and form.is_valid():
        kept, gone = form.kept_and_gone
        try:
            MERGE[kind](kept, gone, values=form.values(), by=request.person)
            messages.success(request, _("Merged. Everything of both is in one record now."))
        except actions.NotPossible as error:
            messages.error(request, str(error))
        return redirect("members:duplicates")
    return render(
        request,
        "members/merge.html",
        {
            "kind": kind,
            "form": form,
            "first": one,
            "second": other,
            "rows": [_what_hangs_on(one), _what_hangs_on(other)],
        },
    )


@login_required
@require_POST
def keep_apart(request, kind: str, first: int, second: int):
    """These are two."""
    one, other = _two(request, kind, first, second)
    actions.keep_apart(one, other, by=request.person)
    messages.success(request, _("Kept apart. They are not shown together again."))
    return redirect("members:duplicates")


def _what_hangs_on(record) -> list[tuple[str, int]]:
    """How many rows of each kind would move, in words a person knows."""
    counts: dict[str, int] = {}
    for related, field in references(type(record)):
        if related._meta.auto_created or field.name == "by":
            continue
        count = related._base_manager.filter(**{field.name: record.pk}).aggregate(n=Count("pk"))["n"]
        if count:
            label = str(related._meta.verbose_name_plural)
            counts[label] = counts.get(label, 0) + count
    return sorted(counts.items())


def _two(request, kind: str, first: int, second: int):
    only_coordinator(request)
    if first == second or kind not in MODELS:
        raise Http404
    return [get_object_or_404(MODELS[kind], pk=pk) for pk in (first, second)]
