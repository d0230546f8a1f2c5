"""A published text inside another page."""

from django import template

from library.markdown import to_html
from library.models import Page

register = template.Library()


@register.simple_tag
def page_text(slug: str):
    """The HTML of the page `slug` as it is published, or nothing."""
    found = Page.objects.public().filter(slug=slug).first()
    return to_html(found.published.text) if found else ""
