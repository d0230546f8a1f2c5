"""What every template may use."""

from functools import cache

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MEMBER_PAGES = [
    ("/meetings/", _("Meetings")),
    ("/minutes/", _("Minutes")),
    ("/workgroups/", pgettext_lazy("menu", "Workgroups")),
    ("/mine/", _("My tasks")),
    ("/organizations/", _("Organizations")),
    ("/people/", _("People")),
    ("/people/me/", _("How I am seen")),
    ("/library/", _("Library")),
    ("/search/", _("Search")),
]
COORDINATOR_PAGES = [
    ("/meetings/", _("Meetings")),
    ("/workgroups/", pgettext_lazy("menu", "Workgroups")),
    ("/organizations/", _("Organizations")),
    ("/people/", _("People")),
    ("/mine/", _("My tasks")),
    ("/outbox/", _("Outbox")),
    ("/inbound/", _("Inbound")),
    ("/search/", _("Search")),
]
COORDINATOR_MORE = [
    ("/minutes/", _("Minutes")),
    ("/library/", _("Library")),
    ("/coverage/", _("Coverage")),
    ("/reports/", _("Reports")),
    ("/reminders/", _("Reminders")),
    ("/history/", _("History")),
    ("/site/", _("Public site")),
    ("/people/me/", _("How I am seen")),
]
PUBLIC_PAGES = [
    ("/about/", _("About")),
    ("/library/", _("Library")),
    ("/workgroups/", pgettext_lazy("menu", "Workgroups")),
    ("/notice/", _("Meetings")),
    ("/minutes/", _("Minutes")),
    ("/coverage/", _("Coverage")),
    ("/join/", _("Join")),
    ("/search/", _("Search")),
]
ABOUT_MORE = [
    ("/members/", _("Sectors and members")),
    ("/coverage/", _("Where we work")),
    ("/workgroups/", pgettext_lazy("menu", "Workgroups")),
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


def navigation(request) -> dict[str, list[dict]]:
    """The pages this person uses, of those that exist: those of every day, and what stands under "More"."""
    user = getattr(request, "user", None)
    daily, more = PUBLIC_PAGES, []
    if user is not None and user.is_authenticated:
        daily = MEMBER_PAGES
        if getattr(user, "is_coordinator", False):
            daily, more = COORDINATOR_PAGES, COORDINATOR_MORE
    shown = _existing(request, daily + more)
    names = {path for path, _label in daily}
    return {
        "daily": [page for page in shown if page["path"] in names],
        "more": [page for page in shown if page["path"] not in names],
        "in_more": any(page["current"] for page in shown if page["path"] not in names),
    }


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
    from consortium.error_pages import remember

    return remember(Charter.load())
