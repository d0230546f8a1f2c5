"""How often one visitor may press a public button."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache

HOUR = 3600


def too_many(request, action: str, *, most: int, seconds: int = HOUR) -> bool:
    """Count one press of `action` by this visitor's address; true from the press after `most` on.

    The address is kept only as a hash, for `seconds`.
    """
    address = hashlib.sha256(get_adapter().get_client_ip(request).encode()).hexdigest()[:16]
    key = f"press:{action}:{address}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False
