"""What a catalogue says: the text that translators edit (.po), read without gettext's tools."""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

LOCALE = Path(__file__).parents[2] / "locale"
LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)? ?(".*")')


@dataclass
class Entry:
    """One text; `said` are its translations, several where it has plurals."""

    msgctxt: str = ""
    msgid: str = ""
    msgid_plural: str = ""
    said: list[str] = field(default_factory=list)
    fuzzy: bool = False


def entries(language: str) -> list[Entry]:
    """Every text of the language's catalogue, without its header."""
    blocks = (LOCALE / language / "LC_MESSAGES" / "django.po").read_text("utf-8").split("\n\n")
    return [entry for entry in map(_entry, blocks) if entry.msgid]


def _entry(block: str) -> Entry:
    entry, name = Entry(fuzzy="#, fuzzy" in block), ""
    for line in block.splitlines():
        if line.startswith("#") or not (found := LINE.fullmatch(line)):
            continue
        name = found.group(1) or name
        if name.startswith("msgstr"):
            entry.said += [""] if found.group(1) else []
            entry.said[-1] += ast.literal_eval(found.group(2))
        else:
            setattr(entry, name, getattr(entry, name) + ast.literal_eval(found.group(2)))
    return entry
