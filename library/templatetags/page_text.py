"""A published text inside another page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from library.markdown import to_html
from library.models import Page
from library.policy import can_edit_site

register = template.Library()


@register.simple_tag(takes_context=True)
def page_text(context, slug: str):
    """The HTML of the page `slug` as it is published, or nothing; who writes it gets a way to its editor."""
    found = Page.objects.public().filter(slug=slug).first()
    html = to_html(found.published.text) if found else ""
    if found is None or not can_edit_site(context["request"].person):
        return html
    link = '{}<p><a href="{}">{}</a></p>'
    return format_html(link, html, reverse("library:edit_page", args=[slug]), _("Edit this text"))
