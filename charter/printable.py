"""Text that any file can hold: XML, and so Word, spreadsheets and SVG, takes no control characters."""

import re

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    """A space for each control character, as a paste from Word brings them along; tabs and line ends stay."""
    return CONTROLS.sub(" ", text)
