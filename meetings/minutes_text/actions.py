"""Action items: a table with an Action column, or lines that say who does what by when."""

import re
from datetime import date

from meetings.minutes_text.days import DAY, day_in
from meetings.minutes_text.parsed import ActionItem

MARK = re.compile(
    r"^\W*(?:ACTION(?:\s+ITEM)?S?(?:\s+(?P<id>[\w.-]*\d[\w.-]*))?|Action item|Action|AI|TODO|To do)\**\s*[:–—-]+\**\s*(?P<rest>.+)$",
    re.DOTALL,
)
BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)]|\[[ x]?\])\s*(?:\[[ x]?\]\s*)?")
BETWEEN = re.compile(r"\s+(?:[–—|]|--?|→)\s+")
WILL = re.compile(
    r"^(?P<who>[A-ZÀ-Ý][\w.'’-]*(?: [A-ZÀ-Ý][\w.'’-]*){0,4}|[A-Z][\w/ ]+?)\s+(?:to|will|shall|agreed to)\s+(?P<what>.+)$",
    re.DOTALL,
)
COLON = re.compile(r"^(?P<who>[A-ZÀ-Ý][\w.'’ -]{1,60}?):\s+(?P<what>.+)$", re.DOTALL)
BY = re.compile(rf"[\s,;(–—-]*\b(?:by|due|before|until)\b:?\s*({DAY})[).]*\s*", re.IGNORECASE)
GROUP = re.compile(r"\b(?:work ?group|committee|task force)$", re.IGNORECASE)
LEADING = re.compile(r"^(?:by|due|before|until)\b:?\s*", re.IGNORECASE)


def from_table(row: dict[str, str], held: date | None) -> ActionItem:
    """One row of a table of action items."""
    item = ActionItem(
        id=row.get("id") or row.get("#") or row.get("no.") or "",
        workgroup=row.get("workgroup") or row.get("group") or "",
        action=row.get("action") or row.get("action item") or row.get("task") or row.get("what") or "",
        owner=_any(row, "owner", "who", "responsible", "assigned to", "lead", "person"),
        due=_any(row, "due", "by when", "when", "deadline", "due date", "by"),
        status=row.get("status", ""),
    )
    return _looked_at(item, held)


def from_line(line: str, heading: str, held: date | None, *, marked: bool = True) -> ActionItem | None:
    """One line; where it must be `marked`, only one that begins with ACTION or the like."""
    found = MARK.match(line.strip())
    if found is None and marked:
        return None
    number = (found["id"] or "") if found else ""
    rest = " ".join((found["rest"] if found else BULLET.sub("", line)).replace("**", "").split())
    owner, action, due = _parts(rest)
    return _looked_at(ActionItem(number, "", action, owner, due, "", heading), held)


def _parts(rest: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in BETWEEN.split(rest)]
    if len(parts) >= 3:
        return parts[0], " - ".join(parts[1:-1]), LEADING.sub("", parts[-1]).rstrip(".")
    due = ""
    if by := BY.search(rest):
        due, rest = by[1], (rest[: by.start()] + " " + rest[by.end() :]).strip()
        parts = [part.strip() for part in BETWEEN.split(rest)]
    if len(parts) == 2:
        return parts[0], parts[1].rstrip("."), due
    for shape in (COLON, WILL):
        if found := shape.match(rest):
            what = found["what"].strip().rstrip(".")
            return found["who"].strip(), f"{what[:1].upper()}{what[1:]}", due
    return "", rest.rstrip("."), due


def _looked_at(item: ActionItem, held: date | None) -> ActionItem:
    a_group = not item.workgroup and GROUP.search(item.owner) is not None
    if a_group:
        item.workgroup, item.owner = item.owner, ""
    name = item.id or f"“{item.action[:40]}”"
    day = day_in(item.due, held)
    if day is None:
        item.flags.append(f"Action {name}: no date was recognised.")
    else:
        item.due = day.isoformat()
    if not item.owner and not a_group:
        item.flags.append(f"Action {name}: nobody is named.")
    if not item.action:
        item.flags.append(f"Action {name}: what is to be done was not recognised.")
    return item


def _any(row: dict[str, str], *names: str) -> str:
    return next((row[name] for name in names if row.get(name)), "")
