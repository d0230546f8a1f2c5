"""The search page; its address is all there is to a search, so it can be shared."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consortium.search.engine import search, shown
from consortium.search.shelves import SHELVES

ON_A_PAGE = 20


@require_safe
def search_page(request):
    """`q` is what is looked for, `in` the shelf, `page` the page."""
    asked = request.GET.get("q", "")[:100].strip()
    within = request.GET.get("in", "")
    within = within if within in {shelf.name for shelf in SHELVES} else ""
    found = search(request.viewer, asked, within=within)
    page = Paginator(found.hits, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "consortium/search.html",
        {
            "q": asked,
            "within": within,
            "found": found,
            "page": page,
            "rows": [shown(hit, found) for hit in page],
        },
    )
