"""The holidays of a year, from a data file that says how each is found; the rows may then be edited."""

import json
from calendar import MONDAY, SUNDAY, day_name, monthcalendar
from datetime import date, timedelta
from pathlib import Path

from charter.models import Holiday

DATA = Path(__file__).parent / "data" / "holidays.json"
WEEKDAYS = {name.lower(): number for number, name in enumerate(day_name)}
YEARS_AHEAD = 2


def of_year(year: int, path: Path = DATA) -> list[tuple[date, str]]:
    """Each holiday of that year with its name; one on a Sunday is kept on the Monday where the file says so."""
    return sorted((_day(rule, year), rule["name"]) for rule in json.loads(path.read_text(encoding="utf-8")))


def load_holidays(today: date) -> None:
    """Write this year's and the next two years' holidays; a year that has any is left as it was edited."""
    for year in range(today.year, today.year + YEARS_AHEAD + 1):
        if not Holiday.objects.filter(day__year=year).exists():
            Holiday.objects.bulk_create(
                [Holiday(day=day, name=name) for day, name in of_year(year)], ignore_conflicts=True
            )


def _day(rule: dict, year: int) -> date:
    if "day" in rule:
        day = date(year, rule["month"], rule["day"])
        moves = rule.get("sunday_moves") and day.weekday() == SUNDAY
        return day + timedelta(days=1) if moves else day
    column = WEEKDAYS[rule["weekday"]] - MONDAY
    found = [week[column] for week in monthcalendar(year, rule["month"]) if week[column]]
    nth = rule["nth"]
    return date(year, rule["month"], found[nth - 1 if nth > 0 else nth])
