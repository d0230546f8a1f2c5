from datetime import date

import pytest

from charter.holidays import load_holidays, of_year
from charter.models import Holiday
from charter.workdays import holidays, workday_after, workday_before


def test_a_years_holidays_are_found_by_rule():
    days = {name: day for day, name in of_year(2027)}
    assert days["Martin Luther King Jr. Day"] == date(2027, 1, 18)
    assert days["Memorial Day"] == date(2027, 5, 31)
    assert days["Independence Day"] == date(2027, 7, 5), "July 4, 2027 is a Sunday"
    assert days["Thanksgiving Day"] == date(2027, 11, 25)


def test_the_day_before_christmas_and_the_weekend_are_no_workdays():
    off = dict(of_year(2026))
    assert workday_before(date(2026, 12, 24), off) == date(2026, 12, 23)
    assert workday_before(date(2026, 12, 27), off) == date(2026, 12, 23)
    assert workday_after(date(2026, 12, 24), off) == date(2026, 12, 28)
    assert workday_after(date(2026, 12, 21), off) == date(2026, 12, 21)


@pytest.mark.django_db
def test_loading_again_keeps_what_was_edited():
    load_holidays(date(2026, 11, 26))
    Holiday.objects.filter(day=date(2026, 12, 24)).delete()
    load_holidays(date(2026, 11, 27))
    assert date(2026, 12, 24) not in holidays()
    assert {day.year for day in holidays()} == {2026, 2027, 2028}
