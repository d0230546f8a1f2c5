"""Pictures of figures as SVG: bars, a heat map, lines, a map. Each has a title; its table stands beside it.

On a page colours come from classes in reports.css, so that they follow a dark screen, print and forced colours;
a picture for a file is a document of its own, which brings them along.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.geography import atlas
from reports.enums import Picture
from reports.figures.shapes import ON_A_PAGE, Figure

WIDTH = 480
THICK = 14
NAMES = 250
CELL = 26
MOST_ON_PAPER = 450
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


@dataclass(frozen=True)
class Alone:
    """A picture as a file of its own, what it shows in words, and its width in points on paper."""

    svg: str
    alt: str
    width: float


def draw(figure: Figure) -> SafeString | str:
    """The picture of a figure, or nothing where it has none or no rows."""
    scene = _scene(figure, figure.shown)
    if scene is None:
        return ""
    name = "map" if figure.picture == Picture.MAP else "picture"
    return render_to_string(f"reports/{name}.svg", {"figure": figure, **scene})


def draw_alone(figure: Figure) -> list[Alone]:
    """The same for a file; a long figure in several pictures, each of which fits a sheet of paper."""
    most = {Picture.BARS: 8, Picture.HEAT: 24}.get(figure.picture, ON_A_PAGE)
    parts = [figure.shown[first : first + most] for first in range(0, len(figure.shown), most)]
    scenes = [scene for part in parts if (scene := _scene(figure, part))]
    name = "map" if figure.picture == Picture.MAP else "picture"
    return [
        Alone(
            render_to_string(f"reports/{name}_alone.svg", scene | _frame(scene)),
            _alt(figure, number, len(scenes)),
            min(MOST_ON_PAPER, scene["width"] * (0.5 if figure.picture == Picture.MAP else 0.68)),
        )
        for number, scene in enumerate(scenes, 1)
    ]


def _alt(figure: Figure, number: int, of: int) -> str:
    which = gettext(", %(number)s of %(of)s") % {"number": number, "of": of} if of > 1 else ""
    return gettext("%(title)s: %(picture)s%(which)s. The table below has the same.") % {
        "title": figure.title,
        "picture": Picture(figure.picture).label.lower(),
        "which": which,
    }


def _frame(scene: dict) -> dict:
    """Where the legend of a picture for a file stands: above it, on as many lines as it needs."""
    keys, x, line = [], 0, 0
    for css, words in scene["legend"]:
        if x and x + 30 + 7 * len(words) > scene["width"]:
            x, line = 0, line + 1
        keys.append({"css": css, "words": words, "x": x, "y": line * 22})
        x += 44 + 7 * len(words)
    head = 22 * (line + 1) + 8 if keys else 0
    return {"keys": keys, "head": head, "whole": scene["height"] + head}


def _scene(figure: Figure, rows: list[list]) -> dict | None:
    """What is drawn of these rows, in the picture's own units."""
    drawn = {Picture.BARS: _bars, Picture.HEAT: _heat, Picture.LINES: _lines, Picture.MAP: _map}
    if figure.picture not in drawn or not rows or len(figure.columns) < 2:
        return None
    return drawn[figure.picture](figure, rows)


def _amount(text: str) -> float | None:
    """A count as it may be drawn; one that is hidden has no length."""
    digits = text.split()[0] if text else ""
    return float(digits) if digits.isdigit() else None


def _bars(figure: Figure, rows: list[list]) -> dict:
    """Grouped bars, one group a row: the last columns up to four, all on the scale of the whole figure."""
    first = max(1, len(figure.columns) - len(SERIES))
    names = figure.columns[first:]
    amounts = [[_amount(row[first + i]) for i in range(len(names))] for row in rows]
    most = max((_amount(text) or 0 for row in figure.shown for text in row[first:]), default=0) or 1
    group = THICK * len(names) + 32
    boxes, labels = [], []
    for number, (row, counts) in enumerate(zip(rows, amounts, strict=True)):
        top = number * group + 22
        labels.append({"x": 0, "y": top - 5, "text": _short(row[0], 44), "anchor": "start"})
        for i, count in enumerate(counts):
            y = top + i * THICK
            said = row[first + i]
            length = (WIDTH - 80) * (count or 0) / most
            boxes.append(Box(0, y, max(length, 1), THICK - 3, SERIES[i], f"{row[0]}, {names[i]}: {said}"))
            labels.append({"x": length + 5, "y": y + 10, "text": said, "anchor": "start", "small": True})
    return {
        "width": WIDTH,
        "height": len(rows) * group + 8,
        "boxes": boxes,
        "labels": labels,
        "legend": list(zip(SERIES, names, strict=False)),
    }


def _heat(figure: Figure, rows: list[list]) -> dict:
    """One square for each row and column, all of a kind in one path; a tick says it without colour."""
    # A filed report keeps the words of the language it was filed in.
    came = {"Present", gettext("Present")}
    labels, squares, ticks = [], {"first": [], "none": []}, []
    for number, row in enumerate(rows):
        y = number * CELL + 70
        labels.append({"x": NAMES - 10, "y": y + 17, "text": _short(row[0], 31), "anchor": "end"})
        for i, said in enumerate(row[1:]):
            x = NAMES + i * CELL
            if said:
                squares["first" if said in came else "none"].append(f"M{x} {y}h23v23h-23z")
            if said in came:
                ticks.append(f"M{x + 6} {y + 12}l4 5l7 -10")
    for i, day in enumerate(figure.columns[1:]):
        x = NAMES + 12 + i * CELL
        labels.append({"x": x, "y": 62, "text": day, "anchor": "start", "small": True, "turned": True})
    paths = [{"css": css, "d": "".join(d)} for css, d in squares.items()]
    paths.append({"css": "tick", "d": "".join(ticks)})
    legend = [("first", gettext("Present")), ("none", gettext("Absent"))]
    width = NAMES + 50 + CELL * (len(figure.columns) - 1)
    height = len(rows) * CELL + 78
    return {"width": width, "height": height, "paths": paths, "labels": labels, "legend": legend}


def _lines(figure: Figure, rows: list[list]) -> dict:
    """One line for each column over the rows."""
    names = figure.columns[1:]
    amounts = [[_amount(text) or 0 for text in row[1:]] for row in rows]
    most = max((a for row in amounts for a in row), default=0) or 1
    step = (WIDTH - 90) / max(1, len(rows) - 1)
    lines = [
        {
            "css": SERIES[i],
            "points": " ".join(
                f"{40 + n * step:.1f},{190 - 170 * row[i] / most:.1f}" for n, row in enumerate(amounts)
            ),
            "end": {
                "x": 46 + (len(amounts) - 1) * step,
                "y": 194 - 170 * amounts[-1][i] / most,
                "text": rows[-1][i + 1],
            },
        }
        for i in range(len(names))
    ]
    labels = [
        {"x": 40 + n * step, "y": 212, "text": row[0][:3], "anchor": "middle", "small": True}
        for n, row in enumerate(rows)
    ]
    return {
        "width": WIDTH,
        "height": 220,
        "lines": lines,
        "labels": labels,
        "boxes": [],
        "legend": list(zip(SERIES, names, strict=False)),
    }


LEVELS = (
    ("empty", _("No sector")),
    ("elsewhere", _("Under half of the sectors")),
    ("some", _("Half or more")),
    ("much", _("All of them")),
)


def _map(figure: Figure, rows: list[list]) -> dict | None:
    """Each county of the map with its words: (name, code, how many, of how many)."""
    drawn = atlas(next((row[1] for row in rows), ""))
    areas = [
        {
            "shape": drawn.counties[code],
            "level": "empty"
            if have == "0"
            else "much"
            if have == of
            else "some"
            if 2 * int(have) >= int(of)
            else "elsewhere",
            "figure": have,
            "says": gettext("%(name)s: %(have)s of %(of)s") % {"name": name, "have": have, "of": of},
        }
        for name, code, have, of in rows
        if code in drawn.counties
    ]
    if not areas:
        return None
    return {"width": drawn.width, "height": drawn.height, "areas": areas, "legend": list(LEVELS)}


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
