"""Action items: a table with an Action column, or lines that say who does what by when."""

import re
from datetime import date

from django.utils.translation import gettext as _

from meetings.minutes_text.days import DAY, day_in
from meetings.minutes_text.parsed import ActionItem

MARK = re.compile(
    r"^\W*(?:(?:ACTION(?:\s+ITEM)?S?(?:\s+(?P<id>[\w.-]*\d[\w.-]*))?|Action items?|Action|Follow-?up|AI|TODO|TO DO|To do|To-do)"
    r"\**\s*[:–—-]+\**\s*|(?:TODO|TO DO|ACTION)\b\**\s+|@(?=[^\n]{3,40}\s(?:will|to|shall)\s))(?P<rest>.+)$",
    re.DOTALL,
)
INSIDE = re.compile(r"(?<=[.;)])\s+(?=\**(?:ACTION|Action|TODO|TO DO)(?: ITEM| item)?\**:)")
MAYBE = re.compile(
    rf"\b(?:somebody|someone|we|who) (?:should|needs? to|must|ought to)\b|\bwill\b[^.]*\bby {DAY}|\bto be done by\b",
    re.IGNORECASE,
)
COLUMNS = {
    "id": ("id", "#", "no.", "number"),
    "workgroup": ("workgroup", "group", "committee"),
    "action": ("action", "action item", "action items", "task", "what", "item", "to do"),
    "owner": ("owner", "who", "responsible", "assigned to", "lead", "person", "person responsible"),
    "due": ("due", "by when", "when", "deadline", "due date", "by", "target date"),
    "status": ("status",),
}
NAMES = re.compile(r"(?:[A-ZÀ-Ý][\w.'’-]*)(?:,? (?:&|and|[A-ZÀ-Ý][\w.'’-]*)){0,6}")
DOES = re.compile(r"^(?P<who>[A-ZÀ-Ý][\w.'’-]*(?: [A-ZÀ-Ý][\w.'’-]*){0,3}) (?P<what>[a-z]+s\b.+)$", re.DOTALL)
NOBODY = ("?", "tbd", "tba", "-", "–", "n/a")
BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)]|\[[ x]?\])\s*(?:\[[ x]?\]\s*)?")
BETWEEN = re.compile(r"\s+(?:[–—|]|--?|→)\s+")
WILL = re.compile(
    r"^(?P<who>[A-ZÀ-Ý][\w.'’-]*(?: [A-ZÀ-Ý][\w.'’-]*){0,4}|[A-Z][\w/ ]+?)\s+(?:to|will|shall|agreed to)\s+(?P<what>.+)$",
    re.DOTALL,
)
COLON = re.compile(r"^(?P<who>[A-ZÀ-Ý][\w.'’ -]{1,60}?):\s+(?P<what>.+)$", re.DOTALL)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
BY = re.compile(
    rf"[\s,;(–—-]*\b(?:by|due|before|until)\b:?\s*{WEEKDAY}({DAY})[).]*\s*|\s*\({WEEKDAY}({DAY})\)[.]?\s*$",
    re.IGNORECASE,
)
GROUP = re.compile(r"\b(?:work ?group|committee|task force)$", re.IGNORECASE)
LEADING = re.compile(r"^(?:by|due|before|until)\b:?\s*", re.IGNORECASE)


def is_table_of(columns: set[str]) -> bool:
    """Whether a table with these columns lists action items."""
    return bool(columns & {*COLUMNS["action"]}) and bool(columns & {*COLUMNS["owner"], *COLUMNS["due"]})


def from_table(row: dict[str, str], held: date | None) -> ActionItem:
    """One row of a table of action items; what a column of another name says follows the action."""
    known = {
        name: next((row[each] for each in names if row.get(each)), "") for name, names in COLUMNS.items()
    }
    used = {each for names in COLUMNS.values() for each in names}
    more = [f"{name.capitalize()}: {value}" for name, value in row.items() if name not in used and value]
    known["action"] += f" ({'; '.join(more)})" if more else ""
    return _looked_at(ActionItem(**known), held)


def apart(line: str) -> list[str]:
    """A line, before each action item that is told within it."""
    first, *more = INSIDE.split(line)
    return ["", first, *more] if MARK.match(first.strip()) else [first, *more]


def from_line(line: str, heading: str, held: date | None, *, marked: bool = True) -> ActionItem | None:
    """One line; where it must be `marked`, only one that begins with ACTION or the like."""
    found = MARK.match(line.strip())
    if found is None and marked:
        return None
    number = (found["id"] or "") if found else ""
    rest = " ".join((found["rest"] if found else BULLET.sub("", line)).replace("**", "").split())
    owner, action, due = _parts(rest)
    return _looked_at(ActionItem(number, "", action, owner, due, "", heading), held)


def may_be_one(line: str, held: date | None) -> bool:
    """Whether words that nobody marked sound like something to do."""
    if MAYBE.search(line):
        return True
    item = from_line(line, "", held, marked=False) if BULLET.match(line) else None
    return item is not None and not item.flags


def _parts(rest: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in BETWEEN.split(rest)]
    if len(parts) >= 3:
        who, what = parts[0], " - ".join(parts[1:-1])
        if not NAMES.fullmatch(who) and NAMES.fullmatch(what):
            who, what = what, who
        return who, what, LEADING.sub("", parts[-1]).rstrip(".")
    due = ""
    if by := BY.search(rest):
        due, rest = by[1] or by[2], (rest[: by.start()] + " " + rest[by.end() :]).strip()
        parts = [part.strip() for part in BETWEEN.split(rest)]
    if len(parts) == 2:
        if LEADING.match(parts[1]) and not due and (found := COLON.match(parts[0])):
            return found["who"].strip(), found["what"], LEADING.sub("", parts[1]).rstrip(".")
        return parts[0], parts[1].rstrip("."), due
    for shape in (COLON, WILL, DOES):
        if found := shape.match(rest):
            what = found["what"].strip().rstrip(".")
            return found["who"].strip(), f"{what[:1].upper()}{what[1:]}", due
    return "", rest.rstrip("."), due


def _looked_at(item: ActionItem, held: date | None) -> ActionItem:
    if item.owner.casefold() in NOBODY:
        item.owner = ""
    a_group = not item.workgroup and (
        GROUP.search(item.owner) is not None or item.owner.casefold() == "coordinator"
    )
    if a_group:
        item.workgroup, item.owner = item.owner, ""
    name = item.id or f"“{item.action[:40]}”"
    day = day_in(item.due, held)
    if day is None:
        item.flags.append(_("Action %(name)s: no date was recognised.") % {"name": name})
    else:
        item.due = day.isoformat()
    if not item.owner and not a_group:
        item.flags.append(_("Action %(name)s: nobody is named.") % {"name": name})
    if not item.action:
        item.flags.append(_("Action %(name)s: what is to be done was not recognised.") % {"name": name})
    return item
