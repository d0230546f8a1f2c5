"""The sample's figures, computed again by plain SQL."""

import pytest
from django.db import connection

from reports.figures import figures
from reports.periods import parse

pytestmark = pytest.mark.django_db
QUARTER = ("2026-10-01 05:00:00+00:00", "2027-01-01 06:00:00+00:00")


def sql(text: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()


@pytest.fixture
def exact(loaded_sample, db) -> dict[str, list]:
    return {figure.key: figure.rows for figure in figures(parse("2026-Q4"), exact=True)}


def test_attendance_agrees(exact):
    present = sql(
        "SELECT s.name, COUNT(DISTINCT a.organization_id) FROM meetings_attendance a"
        " JOIN meetings_meeting m ON m.id = a.meeting_id"
        " JOIN members_organization o ON o.id = a.organization_id"
        " JOIN members_sector s ON s.id = o.sector_id"
        " WHERE m.slug = '2026-10-15' GROUP BY s.name"
    )
    *sectors, total = exact["attendance_by_sector"]
    assert {row[0]: int(row[-1]) for row in sectors if row[-1] != "0"} == dict(present)
    assert int(total[-1]) == sum(number for _, number in present) > 20


def test_tasks_agree(exact):
    rows = sql(
        "SELECT w.name,"
        " SUM(CASE WHEN t.status = 'done' AND t.closed_at >= %s AND t.closed_at < %s THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN t.due <= '2026-12-31' AND (t.closed_at IS NULL OR t.closed_at >= %s) THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN t.status = 'dropped' AND t.closed_at >= %s AND t.closed_at < %s THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN t.closed_at IS NULL OR t.closed_at >= %s THEN 1 ELSE 0 END)"
        " FROM workgroups_workgroup w JOIN tasks_task t ON t.workgroup_id = w.id AND t.created_at < %s"
        " GROUP BY w.name",
        *QUARTER, QUARTER[1], *QUARTER, QUARTER[1], QUARTER[1],
    )  # fmt: skip
    assert sorted(exact["tasks_by_workgroup"]) == sorted(
        [name, *map(str, numbers)] for name, *numbers in rows
    )


def test_seats_agree(exact):
    rows = sql(
        "SELECT s.name, COUNT(*) FROM members_organization o JOIN members_sector s ON s.id = o.sector_id"
        " WHERE o.status = 'active' AND (o.since IS NULL OR o.since <= '2026-12-31')"
        " AND (o.until IS NULL OR o.until >= '2026-12-31') GROUP BY s.name"
    )
    assert {row[0]: int(row[2]) for row in exact["seats_by_sector"] if row[2] != "0"} == dict(rows)


def test_resources_agree(exact):
    rows = sql(
        "SELECT r.kind, COUNT(DISTINCT r.id) FROM library_validation v JOIN library_resource r ON r.id = v.resource_id"
        " WHERE v.at >= %s AND v.at < %s GROUP BY r.kind",
        *QUARTER,
    )
    assert sum(int(row[1]) for row in exact["resources"]) == sum(number for _, number in rows) > 0


def test_decisions_agree(exact):
    rows = sql(
        "SELECT e.text FROM meetings_entry e JOIN meetings_minutes n ON n.id = e.minutes_id"
        " JOIN meetings_meeting m ON m.id = n.meeting_id"
        " WHERE e.kind IN ('decision', 'motion') AND NOT e.coordinator_only AND n.state <> 'draft'"
        " AND m.workgroup_id IS NULL AND m.starts_at >= %s AND m.starts_at < %s",
        *QUARTER,
    )
    assert sorted(row[1] for row in exact["decisions"]) == sorted(text for (text,) in rows) != []


def test_unserved_counties_agree(exact):
    rows = sql(
        "SELECT c.name FROM members_county c WHERE c.id NOT IN (SELECT oc.county_id"
        " FROM members_organization_counties oc JOIN members_organization o ON o.id = oc.organization_id"
        " LEFT JOIN members_sector s ON s.id = o.sector_id WHERE o.status = 'active'"
        " AND (o.since IS NULL OR o.since <= '2026-12-31') AND (o.until IS NULL OR o.until >= '2026-12-31')"
        " AND (s.id IS NULL OR NOT s.protected))"
    )
    assert sorted(name for (name,) in exact["unserved_counties"]) == sorted(name for (name,) in rows) != []


def test_the_work_plan_agrees(exact):
    ((planned, done),) = sql(
        "SELECT SUM(CASE WHEN t.due <= '2026-12-31' THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN t.status = 'done' AND t.closed_at < %s THEN 1 ELSE 0 END)"
        " FROM tasks_task t JOIN tasks_objective o ON o.id = t.objective_id JOIN tasks_goal g ON g.id = o.goal_id"
        " WHERE g.year = 2026 AND t.status <> 'dropped'",
        QUARTER[1],
    )
    assert [int(number) for number in exact["burn_up"][-1][1:]] == [planned, done]


def test_new_and_departed_members_agree(exact):
    rows = sql(
        "SELECT COUNT(*) FROM members_organization WHERE status <> 'applied'"
        " AND (since BETWEEN '2026-10-01' AND '2026-12-31' OR until BETWEEN '2026-10-01' AND '2026-12-31')"
    )
    assert len(exact["joined_and_left"]) == rows[0][0]
