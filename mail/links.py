"""Signed links: one purpose, one object, one person. A link is only ever a way to a page that asks."""

from datetime import datetime, timedelta

from django.core import signing


class _Signer(signing.TimestampSigner):
    def __init__(self, *, salt: str, at: datetime | None):
        super().__init__(salt=salt)
        self.at = at

    def timestamp(self) -> str:
        return signing.b62_encode(int(self.at.timestamp())) if self.at else super().timestamp()


def sign(
    purpose: str, object_id: int, person_id: int, version: int = 0, *, at: datetime | None = None
) -> str:
    """The token of a link; an HMAC over 128 bits, holding numbers and no names.

    `version` is for links that can be revoked: `read` gives it back where it is not 0. The same numbers
    signed `at` the same moment (now, where none is given) are the same token.
    """
    numbers = [object_id, person_id, version] if version else [object_id, person_id]
    return _Signer(salt=f"link:{purpose}", at=at).sign_object(numbers)


def read(purpose: str, token: str, *, max_age: timedelta | None = None) -> tuple[int, ...] | None:
    """(object id, person id) of a token made for this purpose, then its version if it has one.

    None for any other text, and for a token older than `max_age`.
    """
    try:
        numbers = signing.loads(token, salt=f"link:{purpose}", max_age=max_age)
    except signing.BadSignature:
        return None
    return tuple(numbers)
