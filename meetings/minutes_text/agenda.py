"""The table of an agenda drafted as text."""

from meetings.minutes_text.tables import tables


def parse_agenda(text: str) -> list[dict[str, str]]:
    """Each line with number, time, title, presenter, kind and document, as written."""
    names = {"#": "number", "time": "time", "item": "title", "presenter": "presenter", "kind": "kind"}
    names["document"] = "document"
    for table in tables(text):
        if table and {"item", "time"} <= set(table[0]):
            return [{ours: row.get(theirs, "") for theirs, ours in names.items()} for row in table]
    return []
