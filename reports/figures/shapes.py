"""A figure is a table first; a picture is drawn from its rows. All of it is plain JSON, so that it can be kept."""

from dataclasses import asdict, dataclass, field
from itertools import zip_longest

from reports.enums import Picture, Question

ON_A_PAGE = 150


@dataclass
class Figure:
    """One table of a report. `links[i]` leads to what is behind row i, or is empty."""

    key: str
    question: str
    title: str
    columns: list[str]
    rows: list[list]
    links: list[str] = field(default_factory=list)
    note: str = ""
    picture: str = Picture.NONE

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

    def linked(self) -> list[tuple[list, str]]:
        """Each row of a page with where it leads."""
        return list(zip_longest(self.shown, self.links[: len(self.shown)], fillvalue=""))


def from_json(kept: dict) -> Figure:
    return Figure(**kept)


def by_question(figures: list[Figure]) -> list[tuple[Question, list[Figure]]]:
    """The figures under the four questions, in their order; each question stands, also an empty one."""
    return [(q, [f for f in figures if f.question == q]) for q in Question]
