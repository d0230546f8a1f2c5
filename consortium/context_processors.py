"""What every template may use."""

from functools import cache

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

MEMBER_PAGES = [
    ("/meetings/", _("Meetings")),
    ("/minutes/", _("Minutes")),
    ("/workgroups/", _("Workgroups")),
    ("/mine/", _("My tasks")),
    ("/organizations/", _("Organizations")),
    ("/people/", _("People")),
    ("/people/me/", _("How I am seen")),
    ("/library/", _("Library")),
    ("/search/", _("Search")),
]
COORDINATOR_PAGES = [
    ("/coverage/", _("Coverage")),
    ("/reports/", _("Reports")),
    ("/reminders/", _("Reminders")),
    ("/outbox/", _("Outbox")),
    ("/inbound/", _("Inbound")),
    ("/history/", _("History")),
    ("/site/", _("Public site")),
]
PUBLIC_PAGES = [
    ("/about/", _("About")),
    ("/library/", _("Library")),
    ("/workgroups/", _("Workgroups")),
    ("/notice/", _("Meetings")),
    ("/minutes/", _("Minutes")),
    ("/coverage/", _("Coverage")),
    ("/join/", _("Join")),
    ("/search/", _("Search")),
]
ABOUT_MORE = [
    ("/members/", _("Sectors and members")),
    ("/coverage/", _("Where we work")),
    ("/workgroups/", _("Workgroups")),
    ("/join/", _("How to join")),
]
FOOTER = [
    ("/about/", _("Who we are")),
    ("/members/", _("Members")),
    ("/help/", _("Get help")),
    ("/safety/", _("Safety tips")),
    ("/library/suggest/", _("Suggest a resource")),
    ("/join/", _("How to join")),
]


def site(request):
    """The charter, and the navigation for whoever is looking."""
    return {
        "charter": SimpleLazyObject(_charter),
        "site_url": settings.SITE_URL,
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "about_more": SimpleLazyObject(lambda: _existing(request, ABOUT_MORE)),
        "footer": SimpleLazyObject(lambda: _existing(request, FOOTER)),
    }


def navigation(request) -> list[dict]:
    """The pages this person uses, of those that exist."""
    user = getattr(request, "user", None)
    pages = PUBLIC_PAGES
    if user is not None and user.is_authenticated:
        pages = MEMBER_PAGES + (COORDINATOR_PAGES if getattr(user, "is_coordinator", False) else [])
    return _existing(request, pages)


def _existing(request, pages) -> list[dict]:
    shown = [(path, label) for path, label in pages if _exists(path)]
    here = max((path for path, label in shown if request.path.startswith(path)), key=len, default="")
    return [{"path": path, "label": label, "current": path == here} for path, label in shown]


@cache
def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _charter():
    from charter.models import Charter

    return Charter.load()
