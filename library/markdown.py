"""The site's own texts as HTML: headings below the page's own, and pictures from here alone."""

from django.utils.safestring import SafeString

from charter.markdown import reader, safe_html
from library.models import Picture

ADDRESS = "/pictures/"
_reader = reader()


def to_html(text: str) -> SafeString:
    """The text as HTML; a heading of the first level becomes one of the second."""
    return safe_html(text, _reader, top=2, pictures=ADDRESS, sizes=_sizes)


def _sizes(addresses: list[str]) -> dict[str, tuple[int, int]]:
    """The width and height of those that are ours and were measured."""
    numbers = [address.removeprefix(ADDRESS).strip("/") for address in addresses]
    found = Picture.objects.filter(pk__in=[number for number in numbers if number.isdecimal()])
    measured = found.exclude(width=None).values_list("pk", "width", "height")
    return {f"{ADDRESS}{pk}/": (width, height) for pk, width, height in measured}
