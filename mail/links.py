"""Signed links: one purpose, one object, one person. A link is only ever a way to a page that asks."""

from django.core import signing


def sign(purpose: str, object_id: int, person_id: int) -> str:
    """The token of a link; an HMAC over 128 bits, holding numbers and no names."""
    return signing.dumps([object_id, person_id], salt=f"link:{purpose}")


def read(purpose: str, token: str) -> tuple[int, int] | None:
    """(object id, person id) of a token made for this purpose, or None for any other text."""
    try:
        object_id, person_id = signing.loads(token, salt=f"link:{purpose}")
    except signing.BadSignature:
        return None
    return object_id, person_id
