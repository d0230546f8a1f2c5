from datetime import date
from pathlib import Path

import pytest

from tasks.actions import open_task

DATA = Path(__file__).parent / "data"


@pytest.fixture
def task(legislative, bea, cal):
    """Cal's task, due on a Monday, not mailed."""
    return open_task(
        title="Track the bills", workgroup=legislative, assignee=cal, due=date(2027, 1, 18), by=bea
    )


@pytest.fixture
def work_plan(db) -> Path:
    """Forty tasks of four workgroups."""
    return DATA / "tasks.csv"
