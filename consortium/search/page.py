"""The search page; its address is all there is to a search, so it can be shared."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consortium.search.engine import search, shown
from consortium.search.narrowing import chosen_from
from consortium.search.shelves import SHELVES

ON_A_PAGE = 20


@require_safe
def search_page(request):
    """`q` is what is looked for, `in` the shelf, `page` the page; the facets narrow it."""
    asked = request.GET.get("q", "")[:100].strip()
    within = request.GET.get("in", "")
    within = within if within in {shelf.name for shelf in SHELVES} else ""
    chosen = chosen_from(request.GET)
    found = search(request.viewer, asked, within=within, chosen=chosen)
    page = Paginator(found.places, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "consortium/search.html",
        {
            "q": asked,
            "within": within,
            "chosen": chosen,
            "groups": _linked(request, found),
            "found": found,
            "cut": max((facet.count for facet in found.facets if facet.more and facet.places), default=0),
            "page": page,
            "rows": [shown(hit, found.words) for hit in found.hits(page)],
        },
    )


def _linked(request, found) -> list[dict]:
    """Each choice with the address that takes it, or takes it back; those that are shown on asking apart."""
    asked = {name: value for name, value in request.GET.items() if name != "page"}
    return [
        {
            "group": group,
            "parts": [
                [(choice, _address(asked, group.name, choice)) for choice in part]
                for part in (group.choices, group.rest)
                if part
            ],
        }
        for group in found.groups
    ]


def _address(asked: dict[str, str], name: str, choice) -> str:
    taken = asked | {name: choice.value}
    if choice.chosen:
        del taken[name]
    return f"?{urlencode(taken)}"
