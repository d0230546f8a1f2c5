"""Markdown as people type it to safe HTML: the one reader, and the one place where HTML is made harmless.

No script, no style, no raw HTML, links to web, mail and telephone only, and no picture of another site, which
would tell that site who reads the page.
"""

from collections.abc import Callable

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    *["p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "code", "pre"],
    *["a", "img", "table", "thead", "tbody", "tr", "th", "td"],
}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height", "loading"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto", "tel", "sms"}
LOWEST = 4

Sizes = Callable[[list[str]], dict[str, tuple[int, int]]]


def reader(*, breaks: bool = False, pictures: bool = True) -> MarkdownIt:
    """CommonMark with tables; `breaks` keeps line ends, and without `pictures` their marks stay as typed."""
    made = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable("table")
    return made if pictures else made.disable("image")


def safe_html(
    text: str, by: MarkdownIt, *, top: int, pictures: str = "", sizes: Sizes | None = None
) -> SafeString:
    """`text` as HTML whose headings begin at level `top`; pictures only where their address begins so.

    `sizes` tells width and height by address, so that a page keeps their place while they load.
    """
    tokens = by.parse(text)
    for token in tokens:
        if token.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            token.tag = f"h{min(LOWEST, max(top, int(token.tag[1])))}"
    if sizes:
        _keep_place(
            [part for token in tokens for part in token.children or () if part.type == "image"], sizes
        )
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


def _keep_place(images: list[Token], sizes: Sizes) -> None:
    """Give each its size where it is known; all but the first load when they come into view."""
    known = sizes([image.attrs["src"] for image in images]) if images else {}
    for number, image in enumerate(images):
        if size := known.get(image.attrs["src"]):
            image.attrs["width"], image.attrs["height"] = size
        if number:
            image.attrs["loading"] = "lazy"
