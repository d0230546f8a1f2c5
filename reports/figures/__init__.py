"""Every figure of a period, in a fixed number of queries. `exact` is for the coordinator's dashboard alone."""

from charter.models import Charter
from reports.figures import attendance, clearing_house, seats, work
from reports.figures.behind import Asked, Behind, NotTold
from reports.figures.shapes import Figure
from reports.periods import Period
from workgroups.models import Workgroup


def figures(period: Period, *, exact: bool = False) -> list[Figure]:
    """In the order of the four questions; what leaves the house is never `exact` (survivor safety R23)."""
    charter = Charter.load()
    here = attendance.room(period, charter)
    return [
        attendance.by_meeting(period, here, exact=exact),
        work.by_workgroup(period, charter),
        seats.by_sector(period, exact=exact),
        seats.by_county(),
        seats.unserved(period),
        attendance.by_sector(here, exact=exact),
        attendance.by_organization(here, exact=exact),
        work.decisions(period, charter),
        work.by_goal(period, charter),
        work.burn_up(period, charter),
        clearing_house.resources(period, charter),
        seats.joined_and_left(period, exact=exact),
        attendance.answers(period, charter, exact=exact),
        work.help_wanted(period, charter),
        seats.wanted(period, charter),
    ]


OF_A_WORKGROUP = ("tasks_by_workgroup", "tasks_by_goal", "burn_up")


def workgroup_figures(period: Period, workgroup: Workgroup) -> list[Figure]:
    """What of them is one workgroup's own, for its chair."""
    charter = Charter.load()
    return [
        work.by_workgroup(period, charter, workgroup),
        work.by_goal(period, charter, workgroup),
        work.burn_up(period, charter, workgroup),
        work.help_wanted(period, charter, workgroup),
    ]


BEHIND = {
    "meetings": attendance.behind_meeting,
    "attendance_by_sector": attendance.behind_sector,
    "answers": attendance.behind_answers,
    "tasks_by_workgroup": work.behind_workgroups,
    "tasks_by_goal": work.behind_goals,
    "burn_up": work.behind_burn_up,
    "seats_by_sector": seats.behind_sectors,
    "coverage": seats.behind_county,
    "resources": clearing_house.behind_resources,
}


def behind(key: str, asked: Asked) -> Behind:
    """The rows that a number of a figure counts. Raises NotTold."""
    if key not in BEHIND or (asked.workgroup and key not in OF_A_WORKGROUP):
        raise NotTold
    return BEHIND[key](asked)
