"""Every letter that a meeting's date sends by itself, with its usual day. The rules may be edited."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from charter.models import Charter, NoticeMode
from meetings.occasions import Occasion


@dataclass(frozen=True)
class MeetingKind:
    """`days` are offsets from the anchor. A letter `before` the meeting is pointless once it has begun.

    One that is due `late`, too, goes out although its day was past when the meeting was put on its date.
    """

    code: str
    label: str
    days: tuple[int, ...]
    audiences: tuple[str, ...]
    applies: Callable[[Occasion], bool] = lambda occasion: True
    before: bool = True
    catch_up: int = 7
    active: bool = True
    anchor: str = _("the meeting")
    anchored: Callable[[Occasion], date | None] = lambda occasion: occasion.day
    late: bool = False


def _of_all(occasion: Occasion) -> bool:
    return occasion.asks_everyone


def _of_a_group(occasion: Occasion) -> bool:
    return occasion.meeting.workgroup_id is not None


def _nobody_asked(occasion: Occasion) -> bool:
    return occasion.asks_everyone and occasion.unasked


def _not_invited(occasion: Occasion) -> bool:
    return occasion.asks_everyone and (occasion.unasked or occasion.meeting.provisional)


def _no_agenda_sent(occasion: Occasion) -> bool:
    return _of_all(occasion) and not occasion.agenda_told.exists()


def _has_agenda(occasion: Occasion) -> bool:
    return occasion.meeting.agenda_items.exists()


def _notice_is_given(occasion: Occasion) -> bool:
    """Only where the consortium gives public notice, by law or of its own accord."""
    return _of_all(occasion) and Charter.load().notice_mode != NoticeMode.OFF


def _minutes_not_begun(occasion: Occasion) -> bool:
    return occasion.minutes is None


def _minutes_not_circulated(occasion: Occasion) -> bool:
    return occasion.minutes is None or occasion.minutes.circulated_at is None


def _corrections_open(occasion: Occasion) -> bool:
    return occasion.open_corrections > 0


def _one_before_waits(occasion: Occasion) -> bool:
    return occasion.to_approve is not None and occasion.to_approve.circulated_at is not None


def _comments_until(occasion: Occasion) -> date | None:
    minutes = occasion.minutes
    return minutes.corrections_until if minutes and minutes.state == "circulated" else None


LAST_DAY = _("the last day for corrections")
BEFORE = (
    MeetingKind("keep_the_date", _("Save the date"), (-60,), ("not_asked",), _nobody_asked, catch_up=20),
    MeetingKind(
        "agenda_call",
        _("Call for agenda items"),
        (-45,),
        ("members_and_chairs", "chairs", "members"),
        _of_all,
        catch_up=12,
    ),
    MeetingKind("invite_all", _("Invitation"), (-30,), ("not_asked",), _not_invited, catch_up=14),
    MeetingKind(
        "report_request", _("Chairs asked for their report"), (-21,), ("chairs",), _of_all, catch_up=11
    ),
    MeetingKind("task_status", _("Status of tasks asked for"), (-21,), ("task_owners",), _of_all),
    MeetingKind("rsvp_reminder", _("Reminder to answer"), (-14, -3), ("unanswered",), catch_up=11),
    MeetingKind("agenda_ready", _("Time to post the agenda"), (-10,), ("coordinators",), _no_agenda_sent),
    MeetingKind("agenda", _("Agenda"), (), ("coming",), _has_agenda, catch_up=60, late=True),
    MeetingKind("quorum_forecast", _("Quorum forecast"), (-7,), ("coordinators",), _of_all),
    MeetingKind(
        "workgroup_meeting", _("Workgroup meeting ahead"), (-7,), ("not_declined", "coming"), _of_a_group
    ),
    MeetingKind("headcount", _("Headcount for the caterer"), (-3,), ("coordinators",), _of_all, catch_up=3),
    MeetingKind("final_details", _("Final details"), (-1,), ("coming", "not_declined"), catch_up=3),
    MeetingKind(
        "notice_check", _("24-hour notice check"), (-1,), ("coordinators",), _notice_is_given, catch_up=3
    ),
)
AFTER = (
    MeetingKind("action_items", _("Action items to their owners"), (1,), ("action_owners",), before=False),
    MeetingKind(
        "minutes_not_begun", _("Minutes not begun"), (2,), ("coordinators",), _minutes_not_begun, False, 43
    ),
    MeetingKind(
        "minutes_not_circulated",
        _("Minutes not circulated"),
        (11,),
        ("coordinators",),
        _minutes_not_circulated,
        False,
        34,
    ),
    MeetingKind(
        "minutes_reminder",
        _("Corrections are asked for until"),
        (-2,),
        ("not_read",),
        before=False,
        catch_up=2,
        anchor=LAST_DAY,
        anchored=_comments_until,
    ),
    MeetingKind(
        "comment_window",
        _("End of the comment window"),
        (0,),
        ("members", "not_declined"),
        before=False,
        anchor=LAST_DAY,
        anchored=_comments_until,
    ),
    MeetingKind(
        "minutes_corrections_open",
        _("Minutes with corrections open"),
        (1,),
        ("coordinators",),
        _corrections_open,
        False,
        34,
        anchor=_("the last day for corrections"),
        anchored=_comments_until,
    ),
    MeetingKind(
        "minutes_not_approved",
        _("Minutes not approved by the next meeting"),
        (1,),
        ("coordinators",),
        _one_before_waits,
        False,
        34,
        anchor=_("the next meeting"),
    ),
    MeetingKind(
        "task_midquarter", _("Mid-quarter look at tasks"), (30,), ("task_owners",), _of_all, before=False
    ),
    MeetingKind("missed_meeting", _("Missed-meeting notice"), (30,), ("absent",), _of_all, before=False),
    MeetingKind(
        "workgroup_check",
        _("Have the workgroups met?"),
        (45,),
        ("chairs",),
        _of_all,
        before=False,
        catch_up=14,
    ),
)
MEETING_KINDS = {kind.code: kind for kind in (*BEFORE, *AFTER)}
