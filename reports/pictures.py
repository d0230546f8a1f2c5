"""Pictures of figures as SVG: bars, a heat map, lines. Each has a title and a description; its table stands beside it.

Colours come from classes in reports.css, so that they follow a dark screen, print and forced colours.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from members.geography import atlas
from reports.enums import Picture
from reports.figures.shapes import Figure

WIDTH = 640
LINE = 28
LEFT = 200
CELL = 26
SERIES = ("first", "second", "third", "fourth")


@dataclass(frozen=True)
class Box:
    """A rectangle with its words, in the picture's own units."""

    x: float
    y: float
    width: float
    height: float
    css: str
    words: str


def draw(figure: Figure) -> SafeString | str:
    """The picture of a figure, or nothing where it has none or no rows."""
    if figure.picture == Picture.MAP:
        areas = _areas(figure)
        return (
            render_to_string("reports/map.svg", {"figure": figure, "atlas": atlas(), "areas": areas})
            if areas
            else ""
        )
    drawn = {Picture.BARS: _bars, Picture.HEAT: _heat, Picture.LINES: _lines}.get(figure.picture)
    if drawn is None or not figure.shown or len(figure.columns) < 2:
        return ""
    return render_to_string("reports/picture.svg", {"figure": figure, "width": WIDTH, **drawn(figure)})


def _amount(text: str) -> float | None:
    """A count as it may be drawn; one that is hidden has no length."""
    digits = text.split()[0] if text else ""
    return float(digits) if digits.isdigit() else None


def _bars(figure: Figure) -> dict:
    """Grouped bars, one group a row: the last columns up to four."""
    first = max(1, len(figure.columns) - len(SERIES))
    names = figure.columns[first:]
    amounts = [[_amount(row[first + i]) for i in range(len(names))] for row in figure.shown]
    most = max((a for row in amounts for a in row if a is not None), default=0) or 1
    thick = 10
    group = thick * len(names) + 14
    boxes, labels = [], []
    for number, (row, counts) in enumerate(zip(figure.shown, amounts, strict=True)):
        top = number * group + 4
        labels.append({"x": LEFT - 8, "y": top + group / 2 - 4, "text": _short(row[0], 28), "anchor": "end"})
        for i, count in enumerate(counts):
            y = top + i * thick
            said = row[first + i]
            length = (WIDTH - LEFT - 80) * (count or 0) / most
            boxes.append(Box(LEFT, y, max(length, 1), thick - 2, SERIES[i], f"{row[0]}, {names[i]}: {said}"))
            labels.append(
                {"x": LEFT + length + 4, "y": y + 8, "text": said, "anchor": "start", "small": True}
            )
    return {
        "height": len(figure.shown) * group + 8,
        "boxes": boxes,
        "labels": labels,
        "legend": list(zip(SERIES, names, strict=False)),
    }


def _heat(figure: Figure) -> dict:
    """One square for each row and column, all of a kind in one path; a tick says it without colour."""
    labels, squares, ticks = [], {"first": [], "none": []}, []
    for number, row in enumerate(figure.shown):
        y = number * CELL + 70
        labels.append({"x": LEFT + 88, "y": y + 17, "text": _short(row[0], 38), "anchor": "end"})
        for i, said in enumerate(row[1:]):
            x = LEFT + 100 + i * CELL
            if said:
                squares["first" if said == "Present" else "none"].append(f"M{x} {y}h23v23h-23z")
            if said == "Present":
                ticks.append(f"M{x + 6} {y + 12}l4 5l7 -10")
    for i, day in enumerate(figure.columns[1:]):
        x = LEFT + 112 + i * CELL
        labels.append({"x": x, "y": 62, "text": day, "anchor": "start", "small": True, "turned": True})
    paths = [{"css": css, "d": "".join(d)} for css, d in squares.items()]
    paths.append({"css": "tick", "d": "".join(ticks)})
    legend = [("first", "Present"), ("none", "Absent")]
    return {"height": len(figure.shown) * CELL + 78, "paths": paths, "labels": labels, "legend": legend}


def _lines(figure: Figure) -> dict:
    """One line for each column over the rows."""
    names = figure.columns[1:]
    amounts = [[_amount(text) or 0 for text in row[1:]] for row in figure.shown]
    most = max((a for row in amounts for a in row), default=0) or 1
    step = (WIDTH - 120) / max(1, len(figure.shown) - 1)
    lines = [
        {
            "css": SERIES[i],
            "points": " ".join(
                f"{40 + n * step:.1f},{190 - 170 * row[i] / most:.1f}" for n, row in enumerate(amounts)
            ),
            "end": {
                "x": 46 + (len(amounts) - 1) * step,
                "y": 194 - 170 * amounts[-1][i] / most,
                "text": figure.shown[-1][i + 1],
            },
        }
        for i in range(len(names))
    ]
    labels = [
        {"x": 40 + n * step, "y": 212, "text": row[0][:3], "anchor": "middle", "small": True}
        for n, row in enumerate(figure.shown)
    ]
    return {
        "height": 220,
        "lines": lines,
        "labels": labels,
        "boxes": [],
        "legend": list(zip(SERIES, names, strict=False)),
    }


def _areas(figure: Figure) -> list[dict]:
    """Each county of the map with its words: (name, code, how many, of how many)."""
    shapes = atlas().counties
    return [
        {
            "shape": shapes[code],
            "level": "empty"
            if have == "0"
            else "much"
            if have == of
            else "some"
            if 2 * int(have) >= int(of)
            else "elsewhere",
            "figure": have,
            "says": f"{name}: {have} of {of}",
        }
        for name, code, have, of in figure.shown
        if code in shapes
    ]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
