"""The plus-address that says which of our messages something answers (`meetings+m12-abc...@`).

Lower-case letters and digits only: calendars and mail servers fold the case of an address.
"""

import re
from base64 import b32encode

from django.utils.crypto import constant_time_compare, salted_hmac

TAG = re.compile(r"\+m(\d{1,18})-([a-z2-7]{26})@")


def tagged(address: str, message_id: int) -> str:
    """`address` with a tag naming the outbox row of that number; nobody can make one for another row."""
    local, _, domain = address.partition("@")
    return f"{local}+m{message_id}-{_proof(message_id)}@{domain}"


def read_tag(address: str) -> int | None:
    """The number of the outbox row that a tagged address names, or None."""
    found = TAG.search(address.lower())
    if found and constant_time_compare(found.group(2), _proof(int(found.group(1)))):
        return int(found.group(1))
    return None


def without_tag(address: str) -> str:
    """The address in lower case without its +tag: two such are the same mailbox."""
    local, at, domain = address.strip().lower().partition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def _proof(message_id: int) -> str:
    digest = salted_hmac("mail.inbound.tag", str(message_id), algorithm="sha256").digest()
    return b32encode(digest[:16]).decode().lower().rstrip("=")
