"""An answer that Exchange wrapped in winmail.dat ([MS-OXTNEF], [MS-OXOCAL]). Pure."""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from tnefparse import TNEF

CLASSES = {"Pos": "ACCEPTED", "Tent": "TENTATIVE", "Neg": "DECLINED"}
CLASS = re.compile(
    rb"IPM\.(?:Microsoft )?Schedule\.M(?:ee)?t(?:in)?g\.?Resp\.?(Pos|Tent|Neg|P|A|N)", re.IGNORECASE
)
SHORT = {"P": "ACCEPTED", "A": "TENTATIVE", "N": "DECLINED"}
# A meeting that did not begin in Exchange keeps its UID inside PidLidGlobalObjectId ([MS-OXCICAL] 2.1.3.1.1.20.26).
FOREIGN_UID = re.compile(rb"vCal-Uid\x01\x00\x00\x00([\x21-\x7e]{1,250})\x00")

logging.getLogger("tnefparse").setLevel(logging.CRITICAL)


class Unreadable(Exception):
    """It is not TNEF, or a broken one."""


@dataclass(frozen=True)
class Answer:
    """What the wrapping says; `calendars` are calendar files inside it."""

    partstat: str
    uid: str
    stamp: datetime | None
    calendars: tuple[bytes, ...]


def read(data: bytes) -> Answer:
    """The answer in a winmail.dat. Raises Unreadable."""
    try:
        parsed = TNEF(data, do_checksum=False)
        attachments = [(a.long_filename(), a.data) for a in parsed.attachments]
    except Exception as error:  # the library raises whatever a broken file leads it to
        raise Unreadable from error
    files = [d for name, d in attachments if str(name).lower().endswith(".ics") and isinstance(d, bytes)]
    uid = FOREIGN_UID.search(data)
    return Answer(_partstat(data), uid.group(1).decode() if uid else "", _sent(parsed), tuple(files))


def _partstat(data: bytes) -> str:
    found = CLASS.search(data)
    if not found:
        return ""
    word = found.group(1).decode().title()
    return CLASSES.get(word) or SHORT.get(word.upper(), "")


def _sent(parsed: TNEF) -> datetime | None:
    for item in parsed.objects:
        if item.name == TNEF.ATTDATESENT and isinstance(item.data, datetime):
            return item.data.replace(tzinfo=UTC)
    return None
