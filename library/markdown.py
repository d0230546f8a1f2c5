"""Markdown to HTML that holds no script, no style and no address of another site's picture."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    *["p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "code", "pre"],
    *["a", "img", "table", "thead", "tbody", "tr", "th", "td"],
}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "th": {"scope"}}
OUR_PICTURES = "/pictures/"

_reader = MarkdownIt("commonmark", {"html": False}).enable("table")


def to_html(text: str) -> SafeString:
    """The text as HTML; a heading of the first level becomes one of the second, below the page's own."""
    return mark_safe(
        nh3.clean(
            _reader.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>"),
            tags=TAGS,
            attributes=ATTRIBUTES,
            attribute_filter=_keep,
            url_schemes={"http", "https", "mailto", "tel", "sms"},
            link_rel="noreferrer noopener",
        )
    )


def _keep(tag: str, name: str, value: str) -> str | None:
    """A picture from elsewhere would tell that site who reads this page."""
    if (tag, name) == ("img", "src") and not value.startswith(OUR_PICTURES):
        return None
    return value
