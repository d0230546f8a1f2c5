"""Headings in the ways people make them: Markdown, numbers, capitals, bold lines, underlines, the agenda's own."""

import re

MARKED = re.compile(r"^#{2,4}\s+(.+)$")
TOP = re.compile(r"^#\s+(.+)$")
NUMBER = re.compile(
    r"^(?:item\s+)?(?:(?:\d{1,2}(?:\s*[-–]\s*\d{1,2})?|[IVX]{1,5}|[A-Z])[.):]|\d{1,2}\.\d{1,2}[.):]?)\s+",
    re.IGNORECASE,
)
BOLD = re.compile(r"^(?:\*\*|__)(.+?)(?:\*\*|__):?$")
UNDERLINE = re.compile(r"^(?:=|-|_){3,}$")
BULLET = re.compile(r"^\s*(?:[-*•]|\[[ x]?\])\s+")
LONGEST = 90
STARTS_OTHER = re.compile(
    r"^(?:\**motion\b|\**action\b|\**decision\b|\**present\s*:|\**moved\b|ai\s*:|todo\s*:|m/s)", re.IGNORECASE
)


def bare(title: str) -> str:
    """A heading without its number and emphasis."""
    plain = title.strip().strip("*_").strip()
    return NUMBER.sub("", plain).strip().rstrip(":").strip() or plain


def marked_up(text: str, agenda: list[str]) -> str:
    """The text with every heading as a Markdown one; a text that has those already keeps to them."""
    lines = text.splitlines()
    own = {key(title) for title in agenda}
    marked = [place for place, line in enumerate(lines) if MARKED.match(line)]
    if len(marked) == 1 and not any(line.strip() for line in lines[: marked[0]]):
        lines[marked[0]] = f"# {bare(lines[marked[0]].lstrip('#'))}"
    if any(MARKED.match(line) for line in lines):
        return "\n".join(_from_agenda(line, own) for line in lines)
    if sum(TOP.match(line) is not None for line in lines) > 1:
        return _below_the_title(lines)
    return "\n".join(_found(lines, own))


def key(title: str) -> str:
    """Letters and digits alone, so that punctuation does not matter."""
    return re.sub(r"\W+", " ", bare(title)).strip().casefold()


def _from_agenda(line: str, own: set[str]) -> str:
    if line.strip() and not MARKED.match(line) and "|" not in line and key(line) in own:
        return f"## {line.strip()}"
    return line


def _below_the_title(lines: list[str]) -> str:
    seen, out = False, []
    for line in lines:
        if TOP.match(line):
            out.append(line if not seen else f"#{line}")
            seen = True
        else:
            out.append(line)
    return "\n".join(out)


def _found(lines: list[str], own: set[str]) -> list[str]:
    out: list[str] = []
    numbered = sum(_is_numbered(line, before) for before, line in zip(["", *lines], lines, strict=False))
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else ""
        after = lines[place + 1] if place + 1 < len(lines) else ""
        if UNDERLINE.match(line.strip()) and before.strip() and out and out[-1].startswith("## "):
            continue
        if _is_heading(line, before, after, own, numbered):
            out.append(f"## {line.strip().strip('*_')}")
        else:
            out.append(line)
    return out


def _is_heading(line: str, before: str, after: str, own: set[str], numbered: int) -> bool:
    plain = line.strip()
    if not plain or len(plain) > LONGEST or "|" in plain or STARTS_OTHER.match(plain):
        return False
    if key(plain) in own or (UNDERLINE.match(after.strip()) and not UNDERLINE.match(plain)):
        return True
    if BULLET.match(plain) or plain.endswith((".", ";", ",")):
        return False
    if BOLD.match(plain) or (plain.isupper() and len(plain) > 3):
        return True
    return numbered > 1 and _is_numbered(line, before)


def _is_numbered(line: str, before: str) -> bool:
    """A short numbered line after an empty one; a numbered list has no empty lines between."""
    plain = line.strip()
    return bool(
        NUMBER.match(plain)
        and (
            not before.strip()
            or (NUMBER.match(before.strip()) is not None and re.match(r"[IVX]+[.)]", before.strip()))
        )
        and len(plain) <= LONGEST
        and not plain.endswith((".", ";"))
    )
