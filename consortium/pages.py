"""Pages that belong to the house and not to one app."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language

from library.markdown import to_html
from library.models import Page
from library.page_files import GENERIC, read_text
from library.policy import can_edit_site

TIPS = GENERIC / "5-safety.md"


def safety(request):
    """Plain tips about devices, mail and browser history: as published, or as they came with the site."""
    page = Page.objects.public().filter(slug="safety").first()
    shown = _in_readers_language(page.published if page else read_text(TIPS))
    edits = page is not None and can_edit_site(request.person)
    return render(
        request, "consortium/safety.html", {"shown": shown, "html": to_html(shown.text), "edits": edits}
    )


def _in_readers_language(shown):
    """The tips as they came, in the reader's language where there is a file of it; what somebody typed stays as typed."""
    translated = TIPS.parent / get_language()[:2] / TIPS.name
    as_it_came = shown.text.strip() == read_text(TIPS).text.strip()
    return read_text(translated) if as_it_came and translated.exists() else shown


def no_password(request, rest: str):
    """Nobody has a password, so no page sets, changes or resets one."""
    raise Http404
