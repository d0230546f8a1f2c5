"""Tables as Markdown and Word users write them: cells between bars."""

import re

RULE = re.compile(r"^\|?[\s:|-]+\|?$")


def cells(line: str) -> list[str]:
    """The cells of one line, without their emphasis."""
    return [re.sub(r"\*\*(.*?)\*\*", r"\1", cell).strip() for cell in line.strip().strip("|").split("|")]


def tables(text: str) -> list[list[dict[str, str]]]:
    """Every table of a text as rows by lower-case header."""
    found, header = [], None
    for line in text.splitlines():
        if "|" not in line:
            header = None
        elif header is None:
            header = [name.casefold() for name in cells(line)]
            found.append([])
        elif not RULE.match(line.strip()):
            found[-1].append(dict(zip(header, cells(line), strict=False)))
    return found
