"""What differs between two versions of a text, line by line."""

import difflib


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Lines with what became of each: `kept`, `out` or `in`."""
    kinds = {"  ": "kept", "- ": "out", "+ ": "in"}
    compared = difflib.ndiff(before.splitlines(), after.splitlines())
    return [(kinds[line[:2]], line[2:]) for line in compared if line[:2] in kinds]
