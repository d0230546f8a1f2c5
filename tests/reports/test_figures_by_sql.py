"""The sample's figures, every one of them, computed again by plain SQL."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from library.enums import Kind
from members.models import Organization, Sector
from reports.figures import figures, workgroup_figures
from reports.periods import parse
from workgroups.models import Workgroup

pytestmark = pytest.mark.django_db
SERVES = "(o.since IS NULL OR o.since <= {day}) AND (o.until IS NULL OR o.until >= {day})"
DAY_OF = SERVES.format(day="DATE(m.starts_at)")
ELIGIBLE = f"o.voting AND (o.status = 'active' OR (o.status = 'former' AND o.until IS NOT NULL)) AND {DAY_OF}"
SEATED = "o.status <> 'applied' AND (o.status = 'active' OR o.until >= {day}) AND " + SERVES
HELD = (
    "m.workgroup_id IS NULL AND m.state <> 'cancelled'"
    " AND EXISTS (SELECT 1 FROM meetings_attendance a WHERE a.meeting_id = m.id)"
)
CAME = (
    "SELECT a.organization_id FROM meetings_attendance a"
    " WHERE a.meeting_id = m.id AND a.guest_name = '' AND a.organization_id IS NOT NULL"
)


def sql(text: str, *values) -> list[list]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [list(row) for row in cursor.fetchall()]


class Asked:
    """A period as SQL wants it: its days, and its first moment and the one after its last, in UTC."""

    def __init__(self, slug: str):
        period = parse(slug)
        self.first, self.last = period.first.isoformat(), period.last.isoformat()
        self.before, self.year = period.before().last.isoformat(), period.first.year
        self.months = range(1, period.last.month + 1)
        self.start, self.end = utc(period.first), utc(period.last + timedelta(days=1))


def utc(day: date) -> str:
    """The first moment of a day in Wisconsin, as both databases compare it."""
    there = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("America/Chicago"))
    return f"{there.astimezone(ZoneInfo('UTC')):%Y-%m-%d %H:%M:%S}+00:00"


def texts(rows) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def meetings(asked):
    return texts(
        sql(
            "SELECT DATE(m.starts_at), m.title,"
            f" (SELECT COUNT(*) FROM members_organization o WHERE {ELIGIBLE} AND o.id IN ({CAME})),"
            f" (SELECT COUNT(*) FROM members_organization o WHERE {ELIGIBLE}) * c.quorum_percent / 100 + 1,"
            f" CASE WHEN (SELECT COUNT(*) FROM members_organization o WHERE {ELIGIBLE} AND o.id IN ({CAME}))"
            f" >= (SELECT COUNT(*) FROM members_organization o WHERE {ELIGIBLE}) * c.quorum_percent / 100 + 1"
            " THEN 'Quorum' ELSE 'No quorum' END"
            f" FROM meetings_meeting m CROSS JOIN charter_charter c WHERE {HELD}"
            " AND m.starts_at >= %s AND m.starts_at < %s ORDER BY m.starts_at",
            asked.start,
            asked.end,
        )
    )


def _counts(asked) -> tuple[str, list[str]]:
    """Done, late, dropped and open, of the tasks `t`."""
    there = "t.created_at < %s AND (t.closed_at IS NULL OR t.closed_at >= %s)"
    return (
        "COALESCE(SUM(CASE WHEN t.status = 'done' AND t.closed_at >= %s AND t.closed_at < %s THEN 1 ELSE 0 END), 0),"
        f" COALESCE(SUM(CASE WHEN t.due <= %s AND {there} THEN 1 ELSE 0 END), 0),"
        " COALESCE(SUM(CASE WHEN t.status = 'dropped' AND t.closed_at >= %s AND t.closed_at < %s THEN 1 ELSE 0 END), 0),"
        f" COALESCE(SUM(CASE WHEN {there} THEN 1 ELSE 0 END), 0)",
        [
            asked.start,
            asked.end,
            asked.last,
            asked.end,
            asked.end,
            asked.start,
            asked.end,
            asked.end,
            asked.end,
        ],
    )


def tasks_by_workgroup(asked):
    counts, values = _counts(asked)
    return texts(
        sql(
            f"SELECT w.name, {counts} FROM workgroups_workgroup w LEFT JOIN tasks_task t ON t.workgroup_id = w.id"
            ' GROUP BY w.id, w.name, w."order" ORDER BY w."order", w.name',
            *values,
        )
    )


def tasks_by_goal(asked):
    counts, values = _counts(asked)
    rows = sql(
        f"SELECT g.title, w.name, {counts} FROM tasks_goal g JOIN workgroups_workgroup w ON w.id = g.workgroup_id"
        " JOIN tasks_objective b ON b.goal_id = g.id JOIN tasks_task t ON t.objective_id = b.id WHERE g.year = %s"
        ' GROUP BY g.id, g.title, g."order", w.name, w."order" ORDER BY w."order", w.name, g."order", g.id',
        *values,
        asked.year,
    )
    return texts(row for row in rows if any(row[2:]))


def burn_up(asked):
    rows = []
    for month in asked.months:
        following = date(asked.year + month // 12, month % 12 + 1, 1)
        (counts,) = sql(
            "SELECT COALESCE(SUM(CASE WHEN t.due < %s THEN 1 ELSE 0 END), 0),"
            " COALESCE(SUM(CASE WHEN t.status = 'done' AND t.closed_at < %s THEN 1 ELSE 0 END), 0)"
            " FROM tasks_task t JOIN tasks_objective b ON b.id = t.objective_id JOIN tasks_goal g ON g.id = b.goal_id"
            " WHERE g.year = %s AND t.status <> 'dropped'",
            following.isoformat(),
            utc(following),
            asked.year,
        )
        rows.append([f"{date(asked.year, month, 1):%B}", *counts])
    return texts(rows)


def seats_by_sector(asked):
    def on(day):
        seated = SEATED.format(day=f"'{day}'")
        return f"(SELECT COUNT(*) FROM members_organization o WHERE o.sector_id = s.id AND {seated})"

    return texts(
        sql(
            f"SELECT s.name, {on(asked.before)}, {on(asked.last)}, s.minimum_seats FROM members_sector s"
            ' ORDER BY s."order", s.name'
        )
    )


def sectors_wanted(asked):
    seated = SEATED.format(day=f"'{asked.last}'")
    return texts(
        sql(
            "SELECT s.name, s.minimum_seats FROM members_sector s WHERE s.minimum_seats >"
            f" (SELECT COUNT(*) FROM members_organization o WHERE o.sector_id = s.id AND {seated})"
            ' ORDER BY s."order", s.name'
        )
    )


def coverage(asked):
    return texts(
        sql(
            "SELECT c.name, c.fips, COUNT(DISTINCT s.id), (SELECT COUNT(*) FROM members_sector WHERE NOT protected)"
            " FROM members_county c LEFT JOIN members_organization_counties oc ON oc.county_id = c.id"
            " LEFT JOIN members_organization o ON o.id = oc.organization_id AND o.status = 'active'"
            " LEFT JOIN members_sector s ON s.id = o.sector_id AND NOT s.protected"
            " GROUP BY c.id, c.name, c.fips ORDER BY c.name"
        )
    )


def unserved_counties(asked):
    seated = SEATED.format(day=f"'{asked.last}'")
    return texts(
        sql(
            "SELECT c.name FROM members_county c WHERE NOT EXISTS (SELECT 1 FROM members_organization_counties oc"
            " JOIN members_organization o ON o.id = oc.organization_id LEFT JOIN members_sector s ON s.id = o.sector_id"
            f" WHERE oc.county_id = c.id AND {seated} AND (s.id IS NULL OR NOT s.protected)) ORDER BY c.name"
        )
    )


def joined_and_left(asked):
    def when(verb, field):
        return (
            f"SELECT o.name AS member, COALESCE(s.name, ''), '{verb}' AS verb, o.{field} AS day"
            " FROM members_organization o LEFT JOIN members_sector s ON s.id = o.sector_id"
            f" WHERE o.status <> 'applied' AND o.{field} BETWEEN '{asked.first}' AND '{asked.last}'"
        )

    both = f"{when('Joined', 'since')} UNION ALL {when('Left', 'until')} ORDER BY verb, day, member"
    return texts(sql(both))


def _last_meetings(asked) -> list[list]:
    within = (
        f"(SELECT COUNT(*) FROM meetings_meeting m WHERE {HELD} AND m.starts_at >= %s AND m.starts_at < %s)"
    )
    ((most,),) = sql(f"SELECT CASE WHEN {within} > 8 THEN {within} ELSE 8 END", *[asked.start, asked.end] * 2)
    found = sql(
        f"SELECT m.id, m.starts_at FROM meetings_meeting m WHERE {HELD} AND m.starts_at < %s"
        f" ORDER BY m.starts_at DESC LIMIT {most}",
        asked.end,
    )
    return found[::-1]


def attendance_by_sector(asked):
    found = _last_meetings(asked)
    sectors = sql('SELECT s.id, s.name FROM members_sector s ORDER BY s."order", s.name')
    came = Counter()
    for meeting, _ in found:
        for sector, count in sql(
            "SELECT o.sector_id, COUNT(*) FROM members_organization o JOIN meetings_meeting m ON m.id = %s"
            f" WHERE o.id IN ({CAME}) GROUP BY o.sector_id",
            meeting,
        ):
            came[sector, meeting] = count
    rows = [[name, *(came[pk, meeting] for meeting, _ in found)] for pk, name in sectors]
    totals = [sum(came[pk, meeting] for pk, _ in sectors) for meeting, _ in found]
    return texts([*rows, ["All sectors", *totals]])


def attendance_by_organization(asked):
    marks, names = defaultdict(list), {}
    for meeting, _ in _last_meetings(asked):
        for pk, name, mark in sql(
            f"SELECT o.id, o.name, CASE WHEN o.id IN ({CAME}) THEN 'Present' WHEN {DAY_OF} THEN 'Absent' ELSE '' END"
            " FROM members_organization o JOIN meetings_meeting m ON m.id = %s",
            meeting,
        ):
            names[pk] = name
            marks[pk].append(mark)
    active = {pk for (pk,) in sql("SELECT id FROM members_organization WHERE status = 'active'")}
    return sorted([names[pk], *row] for pk, row in marks.items() if pk in active or "Present" in row)


def decisions(asked):
    rows = sql(
        "SELECT DATE(m.starts_at), e.text, CASE WHEN e.result = '' THEN 'decided' ELSE e.result END"
        " FROM meetings_entry e JOIN meetings_minutes n ON n.id = e.minutes_id JOIN meetings_meeting m ON m.id = n.meeting_id"
        " WHERE e.kind IN ('decision', 'motion') AND NOT e.coordinator_only AND n.state <> 'draft'"
        " AND m.workgroup_id IS NULL AND m.starts_at >= %s AND m.starts_at < %s ORDER BY m.starts_at, e.position",
        asked.start,
        asked.end,
    )
    return texts([day, text, result.capitalize()] for day, text, result in rows)


def resources(asked):
    checked = dict(
        sql(
            "SELECT r.kind, COUNT(DISTINCT r.id) FROM library_validation v JOIN library_resource r ON r.id = v.resource_id"
            " WHERE v.at >= %s AND v.at < %s GROUP BY r.kind",
            asked.start,
            asked.end,
        )
    )
    due = dict(
        sql(
            "SELECT r.kind, COUNT(*) FROM library_resource r WHERE r.state = 'published' AND r.next_review <= %s"
            " GROUP BY r.kind",
            asked.last,
        )
    )
    return texts([label, checked.get(kind, 0), due.get(kind, 0)] for kind, label in Kind.choices)


def answers(asked):
    times = sql(
        "SELECT i.id, (SELECT MIN(p.at) FROM meetings_answer p WHERE p.invitation_id = i.id AND i.response <> 'none'),"
        " (SELECT MIN(x.created_at) FROM mail_message x JOIN django_content_type c ON c.id = x.content_type_id"
        "  WHERE x.kind = 'invitation' AND c.app_label = 'meetings' AND c.model = 'meeting'"
        "  AND x.object_id = CAST(m.id AS VARCHAR(40)) AND x.person_id = i.person_id)"
        " FROM meetings_invitation i JOIN meetings_meeting m ON m.id = i.meeting_id"
        " WHERE i.withdrawn_at IS NULL AND m.workgroup_id IS NULL AND m.state <> 'cancelled'"
        " AND m.starts_at >= %s AND m.starts_at < %s",
        asked.start,
        asked.end,
    )
    counts = Counter(_how_soon(answered, sent) for _, answered, sent in times)
    names = ("Within a day", "Within three days", "Within a week", "Later", "No answer")
    return texts([name, counts[name]] for name in names)


def _how_soon(answered, sent) -> str:
    if answered is None:
        return "No answer"
    wait = _moment(answered) - _moment(sent or answered)
    for days, name in ((1, "Within a day"), (3, "Within three days"), (7, "Within a week")):
        if wait <= timedelta(days=days):
            return name
    return "Later"


def _moment(value) -> datetime:
    """SQLite gives the text of an aggregate."""
    return datetime.fromisoformat(value).replace(tzinfo=None) if isinstance(value, str) else value


def help_wanted(asked):
    return texts(
        sql(
            "SELECT t.title, w.name, t.due FROM tasks_task t JOIN workgroups_workgroup w ON w.id = t.workgroup_id"
            " WHERE t.help_wanted AND t.public AND t.created_at < %s AND (t.closed_at IS NULL OR t.closed_at >= %s)"
            " ORDER BY t.due, t.id",
            asked.end,
            asked.end,
        )
    )


BY_SQL = {
    computed.__name__: computed
    for computed in (
        meetings, tasks_by_workgroup, tasks_by_goal, burn_up, seats_by_sector, sectors_wanted, coverage,
        unserved_counties, joined_and_left, attendance_by_sector, attendance_by_organization, decisions, resources,
        answers, help_wanted,
    )
}  # fmt: skip


@pytest.fixture
def sample(loaded_sample, db):
    """The sample, in which one member has left, one joins, and one sector has too few of them."""
    left, joins = Organization.objects.filter(sector__protected=False).order_by("pk")[:2]
    Organization.objects.filter(pk=left.pk).update(status="former", until="2026-11-10")
    Organization.objects.filter(pk=joins.pk).update(since="2026-10-05")
    Sector.objects.filter(pk=left.sector_id).update(minimum_seats=40)


def test_every_figure_of_every_period_agrees_with_plain_sql(sample):
    """A figure that is added without its SQL fails here."""
    wrong, said_something = {}, set()
    for slug in ("2026-Q3", "2026-Q4", "2026", "2027-Q1"):
        for figure in figures(parse(slug), exact=True):
            computed = BY_SQL[figure.key](Asked(slug))
            order = sorted if figure.key in ("attendance_by_organization", "help_wanted") else list
            if order(computed) != order(figure.rows):
                wrong[slug, figure.key] = (computed, figure.rows)
            if any(cell not in ("0", "") for row in figure.rows for cell in row[1:] or row):
                said_something.add(figure.key)
    assert wrong == {}
    assert said_something == set(BY_SQL)
    _chairs_figures_are_those_of_their_groups()


def _chairs_figures_are_those_of_their_groups():
    """Each group's figures are the whole report's rows of that group; together they are the whole work plan."""
    period = parse("2026-Q4")
    whole = {figure.key: figure.rows for figure in figures(period, exact=True)}
    together = Counter()
    for group in Workgroup.objects.all():
        own = {figure.key: figure.rows for figure in workgroup_figures(period, group)}
        assert own["tasks_by_workgroup"] == [
            row for row in whole["tasks_by_workgroup"] if row[0] == group.name
        ]
        for key in ("tasks_by_goal", "help_wanted"):
            assert own[key] == [row for row in whole[key] if row[1] == group.name]
        for month, planned, done in own["burn_up"]:
            together[month, "planned"] += int(planned)
            together[month, "done"] += int(done)
    assert [
        [m, str(together[m, "planned"]), str(together[m, "done"])] for m, _, _ in whole["burn_up"]
    ] == whole["burn_up"]
