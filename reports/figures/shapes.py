"""A figure is a table first; a picture is drawn from its rows. All of it is plain JSON, so that it can be kept."""

from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from urllib.parse import urlencode

from charter.printable import printable
from reports.enums import Picture, Question

ON_A_PAGE = 150


@dataclass
class Figure:
    """One table of a report. `links[i]` leads to what row i is about, or is empty.

    The numbers in the columns `counted` count rows that can be listed; `keys[i]` asks for those of row i,
    and is empty where they are nobody's business.
    """

    key: str
    question: str
    title: str
    columns: list[str]
    rows: list[list]
    links: list[str] = field(default_factory=list)
    note: str = ""
    picture: str = Picture.NONE
    keys: list[str] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)

    def __post_init__(self):
        self.columns = [str(column) for column in self.columns]
        self.rows = [[printable(str(cell)) for cell in row] for row in self.rows]

    def as_json(self) -> dict:
        kept = asdict(self)
        kept["question"], kept["picture"] = str(self.question), str(self.picture)
        return kept

    @property
    def is_list(self) -> bool:
        """Whether it is only names, without a number to each."""
        return len(self.columns) == 1

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width: long words, or many columns without a picture."""
        longest = max((len(str(row[i])) for row in self.rows for i in range(min(2, len(row)))), default=0)
        return not self.picture and not self.is_list and (longest > 40 or len(self.columns) > 5)

    @property
    def shown(self) -> list[list]:
        """The rows a page has room for; files have them all."""
        return self.rows[:ON_A_PAGE]

    @property
    def left_off(self) -> int:
        return len(self.rows) - len(self.shown)

    def linked(self, rows_at: str = "") -> list[tuple[list[tuple[str, str, str]], str]]:
        """Each row of a page, and where it leads; each cell with its column and the rows it counts, or ""."""
        shown = len(self.shown)
        whole = zip_longest(self.shown, self.links[:shown], self.keys[:shown], fillvalue="")
        return [
            (
                [(self.columns[i], cell, self._behind(rows_at, key, i, cell)) for i, cell in enumerate(row)],
                link,
            )
            for row, link, key in whole
        ]

    def _behind(self, rows_at: str, key: str, column: int, cell: str) -> str:
        told = cell[:1].isdigit() and cell != "0"
        if not (rows_at and key and told and column in self.counted):
            return ""
        return f"{rows_at}{self.key}/?{urlencode({'row': key, 'column': column})}"


def from_json(kept: dict) -> Figure:
    return Figure(**kept)


def by_question(figures: list[Figure]) -> list[tuple[Question, list[Figure]]]:
    """The figures under the four questions, in their order; each question stands, also an empty one."""
    return [(q, [f for f in figures if f.question == q]) for q in Question]
