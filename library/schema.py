"""A published resource in schema.org's words, for search engines (JSON-LD, which no browser runs)."""

import json

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from library.enums import Kind
from library.models import Resource

TYPES = {
    Kind.DOCUMENT: "DigitalDocument",
    Kind.LINK: "WebPage",
    Kind.TRAINING: "Course",
    Kind.SERVICE: "Service",
    Kind.STATUTE: "Legislation",
    Kind.DATA_SET: "Dataset",
}
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_schema(resource: Resource) -> SafeString:
    """The whole script element; empty for what is not published."""
    if resource.state != "published":
        return SafeString("")
    text = json.dumps({k: v for k, v in _facts(resource).items() if v}, ensure_ascii=False).translate(UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def _facts(resource: Resource) -> dict:
    service = resource.kind == Kind.SERVICE
    publisher = {"@type": "Organization", "name": resource.source} if resource.source else None
    places = [{"@type": "AdministrativeArea", "name": county.name} for county in resource.counties.all()]
    readers = [{"@type": "Audience", "audienceType": label} for label in resource.reader_labels]
    return {
        "@context": "https://schema.org",
        "@type": TYPES[Kind(resource.kind)],
        "name": resource.title,
        "description": resource.summary,
        "url": resource.link or f"{settings.SITE_URL}/library/{resource.pk}/",
        "provider" if service or resource.kind == Kind.TRAINING else "publisher": publisher,
        "areaServed" if service else "spatialCoverage": places,
        "audience": readers,
        **({} if service else {"about": [{"@type": "Thing", "name": name} for name in resource.topic_names]}),
        **({} if service else {"inLanguage": resource.language, "author": resource.author}),
    }
