"""The site's own texts as HTML: headings below the page's own, and pictures from here alone."""

from django.utils.safestring import SafeString

from charter.markdown import reader, safe_html

_reader = reader()


def to_html(text: str) -> SafeString:
    """The text as HTML; a heading of the first level becomes one of the second."""
    return safe_html(text, _reader, top=2, pictures="/pictures/")
