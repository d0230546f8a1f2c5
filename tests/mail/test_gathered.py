"""One mail a day, or a week, with all that was to be told together: none lost, none twice, over a missed day too."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from mail.actions.preferring import choose, stop
from mail.jobs import send_gathered
from mail.kinds import topics
from mail.models import Message
from meetings.actions import invite, remind
from meetings.models import Meeting
from tasks.actions import comment, nudge, open_task

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 1, 4, 15, tzinfo=UTC)  # 9:00 in Chicago


@pytest.fixture
def at():
    """Be at some hours after that Monday's nine o'clock."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield lambda hours: clock.move_to(MONDAY + timedelta(hours=hours))


@pytest.fixture
def busy(at, legislative, ada, bea, cal):
    """A person who has a task, is asked to a meeting, and wants some mail daily and some weekly."""
    weekly = {"meeting_reminders", "meeting_papers"}
    frequencies = {t.code: "weekly" if t.code in weekly else "daily" for t in topics()}
    choose(cal, frequencies=frequencies, until=None, by=cal)
    starts = MONDAY + timedelta(days=30)
    meeting = Meeting.objects.create(
        slug="q", title="Q", starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
    [invitation] = invite(meeting, [cal], by=ada)
    task = open_task(title="Call them", workgroup=legislative, assignee=cal, due=date(2027, 3, 1), by=bea)

    def day(number: int) -> None:
        """What happens in an hour of one day: three kinds of mail, of two topics."""
        comment(task, text=f"Word of day {number}.", by=bea)
        nudge(task, by=bea)
        remind(invitation, day=date(2027, 1, 4) + timedelta(days=number))

    return day


def gathered(person) -> list[Message]:
    return list(Message.objects.filter(kind="gathered", person=person).order_by("pk"))


def test_each_thing_is_told_in_one_mail_of_its_day_though_a_whole_day_is_missed(at, busy, cal):
    for number in range(9):
        for hour in (-1, 0, 1, 5, 12):  # beat comes by again and again, and is dead all Wednesday
            at(24 * number + hour)
            if number != 2:
                send_gathered()
        busy(number)
    at(24 * 14)
    send_gathered()
    waited = Message.objects.filter(reason="told in a gathered mail")
    assert set(waited.values_list("kind", flat=True)) == {"task_comment", "task_nudge", "rsvp_reminder"}
    assert waited.count() == 27 and not Message.objects.filter(state="held").exists()
    mails = gathered(cal)
    assert max(Counter(mail.key for mail in mails).values()) == 1
    days = [mail.key.split(":")[3] for mail in mails]
    assert days == sorted(set(days)) and "2027-01-06" not in days, "one a day, none on the missed one"
    text = "\n".join(mail.text for mail in mails)
    assert [text.count(f"Word of day {number}.") for number in range(9)] == [1] * 9
    asked = [mail.key.split(":")[3] for mail in mails if "/rsvp/" in mail.text]
    assert asked == ["2027-01-11", "2027-01-18"], "weekly mail comes with Monday's daily mail"


def test_the_mail_says_each_thing_with_its_link_in_text_and_html(at, busy, cal):
    busy(0)
    at(24)
    send_gathered()
    [mail] = gathered(cal)
    assert mail.subject == "2 messages for you"
    links = [line for line in mail.text.splitlines() if line.startswith("http")]
    assert len(links) == 2 and all(
        f'href="{link}"' in mail.html and f">{link}<" not in mail.html for link in links
    )
    assert mail.html.count("<h2") == 2 and mail.text.count("* * *") == 1 and "Word of day 0." in mail.html


def test_a_pause_and_a_stop_hold_also_for_what_was_waiting(at, busy, cal):
    busy(0)
    choose(cal, frequencies={"task_reminders": "never"}, until=date(2027, 1, 8), by=cal)
    assert Message.objects.get(kind="task_nudge").state == "suppressed"
    for days in (1, 2, 3):
        at(24 * days)
        send_gathered()
    assert gathered(cal) == []
    at(24 * 4)
    send_gathered()
    [mail] = gathered(cal)
    assert "Word of day 0." in mail.text and mail.subject.count("message") == 0
    busy(5)
    stop(mail, by=cal)
    at(24 * 20)
    send_gathered()
    assert len(gathered(cal)) == 1 and not Message.objects.filter(state="held").exists()


def test_a_discreet_persons_mail_says_nothing_of_any_of_it(at, busy, cal):
    cal.discreet = True
    cal.save()
    busy(0)
    at(24 * 7)
    send_gathered()
    [mail] = gathered(cal)
    words = mail.subject + mail.text + mail.html
    assert not any(
        word in words for word in ("Call them", "Word of", "Bea", "Legislative", "task", "Cal Ness")
    )
    assert mail.from_name == "Quarterly Meeting Office" and len(mail.text.split("http://")) == 4
