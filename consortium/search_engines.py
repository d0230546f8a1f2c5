"""What search engines and link previews read: the map of public pages, and what to leave alone."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from library.models import Page, Resource
from meetings.models import Minutes
from workgroups.models import Workgroup

OPEN = ["home", "help", "safety", "listed_members", "public_notice", "library:library", "library:suggest"]
OPEN += ["meetings:minutes_archive", "meetings:decisions", "workgroups:list"]
ALSO_OPEN = ["/coverage/", "/join/"]
SIGNED = ["/accounts/", "/rsvp/", "/t/", "/correct/", "/calendar/", "/search/", "/outbox/", "/inbound/"]
MOST = 45_000


@require_safe
def sitemap(request):
    """Every public page with its last change (sitemaps.org 0.9)."""
    answer = HttpResponse(content_type="application/xml; charset=utf-8")
    xml = SimplerXMLGenerator(answer, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for path, changed in _pages():
        xml.startElement("url", {})
        xml.addQuickElement("loc", settings.SITE_URL + path)
        if changed:
            xml.addQuickElement("lastmod", changed.date().isoformat())
        xml.endElement("url")
    xml.endElement("urlset")
    return answer


def _pages():
    yield from ((reverse(name), None) for name in OPEN)
    yield from ((path, None) for path in ALSO_OPEN)
    for page in Page.objects.around():
        yield page.get_absolute_url(), page.published.at
    if about := Page.objects.public().filter(slug="about").first():
        yield about.get_absolute_url(), about.published.at
    for slug in Workgroup.objects.values_list("slug", flat=True):
        yield reverse("workgroup", args=[slug]), None
    for minutes in Minutes.objects.visible_to(None).select_related("meeting"):
        yield reverse("meetings:minutes", args=[minutes.meeting.slug]), minutes.published_at
    resources = Resource.objects.published().order_by("-validated_at")
    for pk, validated_at in resources.values_list("pk", "validated_at")[:MOST]:
        yield reverse("library:resource", args=[pk]), validated_at


@require_safe
def robots(request):
    """Public pages may be read by all; pages behind a link or a sign-in are nobody's."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in SIGNED),
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
