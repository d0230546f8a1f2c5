"""How often one visitor may press a public button, and anybody one signed link."""

import hashlib
import logging

from allauth.account.adapter import get_adapter
from django.core.cache import cache

HOUR = 3600
log = logging.getLogger(__name__)


def too_many(request, action: str, *, most: int, seconds: int = HOUR) -> bool:
    """Count one press of `action` by this visitor's address; true from the press after `most` on."""
    return too_many_of(action, get_adapter().get_client_ip(request), most=most, seconds=seconds)


def too_many_of(action: str, what: str, *, most: int, seconds: int = HOUR) -> bool:
    """Count one press of `action` with `what`, an address or a token; it is kept only as a hash, for `seconds`."""
    key = f"press:{action}:{hashlib.sha256(what.encode()).hexdigest()[:16]}"
    cache.add(key, 0, timeout=seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out between the two
        return False
    if count == most + 1:
        log.warning("limit reached: %s", action)
    return count > most
