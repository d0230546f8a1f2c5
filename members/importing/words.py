"""What the cells mean: sectors, counties and workgroups as people spell them."""

import csv
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
EVERYWHERE = {"statewide", "all", "all72", "allcounties", "all72counties", "entirestate"}


def distance(one: str, other: str, most: int = 2) -> int:
    """How many letters must change (Levenshtein), or `most` + 1 when it is more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (a != b)))
        before = now
    return min(before[-1], most + 1)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("&", " and ")).split())


@dataclass
class Vocabulary:
    """Spellings by code; places by their own names."""

    sectors: dict[str, list[str]]
    workgroups: dict[str, list[str]]
    counties: list[str]
    label: str = ""
    short_names: list[list[str]] = field(default_factory=list)

    def __post_init__(self):
        self._sectors = {_plain(s): code for code, names in self.sectors.items() for s in names}
        self._workgroups = {_plain(s): code for code, names in self.workgroups.items() for s in names}
        self._counties = {_place(name): name for name in self.counties}

    @classmethod
    def from_files(cls, counties: list[str] | None = None, label: str = "") -> "Vocabulary":
        """The spellings in `data/import_words.json`; the counties of every state unless some are given."""
        words = json.loads((DATA / "import_words.json").read_text(encoding="utf-8"))
        if counties is None:
            counties = _all_counties()
        label = label or words["member_label"]
        return cls(words["sectors"], words["workgroups"], counties, label, words["short_names"])

    def sector(self, text: str) -> str | None:
        """The code of a sector, allowing two wrong letters in a word of five or more."""
        return _closest(_plain(text), self._sectors)

    def suggested_sector(self, text: str) -> str | None:
        """The nearest sector for a spelling that is too far off to be taken as meant, if any is near at all."""
        plain = _plain(text)
        most = min(len(plain) // 2, 12)
        near = [(distance(plain, name, most), code) for name, code in self._sectors.items()]
        far, code = min(near, default=(most + 1, None))
        return code if far <= most else None

    def workgroup(self, text: str) -> str | None:
        return _closest(_plain(text), self._workgroups)

    def places(self, text: str) -> tuple[list[str], bool, list[str]]:
        """(counties, whether statewide, what is not known) of a cell such as `Dane, Rock & St Croix`."""
        found, unknown, everywhere = [], [], False
        for part in re.split(r"[;,/&\n]|\band\b", text):
            plain = _place(part)
            if not plain:
                continue
            if plain in EVERYWHERE:
                everywhere = True
            elif plain in self._counties:
                found.append(self._counties[plain])
            else:
                unknown.append(part.strip())
        return list(dict.fromkeys(found)), everywhere, unknown


def _all_counties() -> list[str]:
    names = set()
    for path in (DATA / "states").glob("*/counties.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            names |= {row["name"] for row in csv.DictReader(file)}
    return sorted(names)


def _closest(plain: str, known: dict[str, str]) -> str | None:
    if plain in known:
        return known[plain]
    near = [(distance(plain, name), name) for name in known if len(name) >= 5 and len(plain) >= 5]
    best = min(near, default=(3, ""))
    return known[best[1]] if best[0] <= 2 else None


def _place(text: str) -> str:
    text = (
        re.sub(r"\b(counties|county|co)\b\.?", " ", text.casefold()) if "all" not in text.casefold() else text
    )
    return re.sub(r"[^a-z0-9]", "", text.casefold().replace("saint", "st"))
