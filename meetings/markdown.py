"""Markdown of minutes: safe HTML for pages and mail, plain blocks for PDF and Word."""

from dataclasses import asdict, dataclass, field

from django.utils.safestring import SafeString
from markdown_it.token import Token

from charter.markdown import reader, safe_html

READER = reader(breaks=True, pictures=False)


def as_html(text: str) -> SafeString:
    """What may stand on a page: headings begin at the third level."""
    return safe_html(text, READER, top=3)


@dataclass
class Run:
    """Some words with their emphasis and, for a link, its address."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass
class Block:
    """One paragraph, list item, quotation or table; `level` counts nested lists from one."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    number: int = 0
    rows: list[list[str]] = field(default_factory=list)

    def as_json(self) -> dict:
        return asdict(self)


def blocks(text: str) -> list[Block]:
    """The same text as a flat list: `text`, `bullet`, `number`, `quote`, `title` and `table`."""
    found: list[Block] = []
    lists: list[str] = []
    kind, number = "text", 0
    row: list[str] | None = None
    for token in READER.parse(text):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append("bullet" if token.type.startswith("bullet") else "number")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            number = int(token.info or 0)
        elif token.type in {"heading_open", "blockquote_open"}:
            kind = "title" if token.type == "heading_open" else "quote"
        elif token.type in {"heading_close", "blockquote_close"}:
            kind = "text"
        elif token.type == "table_open":
            found.append(Block("table"))
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            found[-1].rows.append(row or [])
            row = None
        elif token.type == "inline" and row is not None:
            row.append("".join(run.text for run in _runs(token)))
        elif token.type == "inline":
            found.append(Block(lists[-1] if lists else kind, _runs(token), len(lists), number))
        elif token.type in {"fence", "code_block"}:
            found.append(Block("text", [Run(token.content.rstrip())]))
    return found


def _runs(inline: Token) -> list[Run]:
    runs: list[Run] = []
    bold = italic = False
    link = ""
    for token in inline.children or []:
        if token.type in {"strong_open", "strong_close"}:
            bold = token.type == "strong_open"
        elif token.type in {"em_open", "em_close"}:
            italic = token.type == "em_open"
        elif token.type in {"link_open", "link_close"}:
            link = str(token.attrs.get("href", "")) if token.type == "link_open" else ""
        elif token.type in {"softbreak", "hardbreak"}:
            runs.append(Run("\n"))
        elif token.content:
            runs.append(Run(token.content, bold, italic, link))
    return runs
