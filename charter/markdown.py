"""Markdown as people type it to safe HTML: the one reader, and the one place where HTML is made harmless.

No script, no style, no raw HTML, links to web, mail and telephone only, and no picture of another site, which
would tell that site who reads the page.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    *["p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "code", "pre"],
    *["a", "img", "table", "thead", "tbody", "tr", "th", "td"],
}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto", "tel", "sms"}
LOWEST = 4


def reader(*, breaks: bool = False, pictures: bool = True) -> MarkdownIt:
    """CommonMark with tables; `breaks` keeps line ends, and without `pictures` their marks stay as typed."""
    made = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable("table")
    return made if pictures else made.disable("image")


def safe_html(text: str, by: MarkdownIt, *, top: int, pictures: str = "") -> SafeString:
    """`text` as HTML whose headings begin at level `top`; pictures only where their address begins so."""
    tokens = by.parse(text)
    for token in tokens:
        if token.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            token.tag = f"h{min(LOWEST, max(top, int(token.tag[1])))}"
    html = by.renderer.render(tokens, by.options, {})

    def keep(tag: str, name: str, value: str) -> str | None:
        foreign = (tag, name) == ("img", "src") and not (pictures and value.startswith(pictures))
        return None if foreign else value

    clean = nh3.clean(
        html,
        tags=TAGS if pictures else TAGS - {"img"},
        attributes=ATTRIBUTES,
        attribute_filter=keep,
        url_schemes=SCHEMES,
        link_rel="noreferrer noopener",
    )
    return mark_safe(clean)
