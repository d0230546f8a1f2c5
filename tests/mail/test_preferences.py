"""What a person chose: by topic, gathered, paused, stopped with one press."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from mail import kinds
from mail.actions import post
from mail.inbound.actions import receive
from mail.jobs import deliver, send_gathered, sweep
from mail.links import sign
from mail.mime import as_email
from mail.models import Message, Pause, Preference

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 1, 4, 15, tzinfo=UTC)  # 9:00 in Chicago


@pytest.fixture(autouse=True)
def topic(monkeypatch):
    monkeypatch.setattr(kinds, "_topics", {"notes": kinds.Topic("notes", "Notes", ("note",))})


def write(person, reference="one", **fields):
    words = {"kind": "note", "subject": f"S {reference}", "body": f"B {reference}", "discreet_body": "D"}
    return post(person=person, about=person, reference=reference, **(words | fields))


def test_choice_is_made_by_topic_with_a_pause(client, cal):
    with time_machine.travel(MONDAY, tick=False):
        client.force_login(cal)
        client.post("/mine/mail/", {"notes": "weekly", "until": "2027-01-20"})
        assert 'value="weekly" selected' in client.get("/mine/mail/").content.decode()
        wrong = client.post("/mine/mail/", {"notes": "never", "until": "2027-01-04"}).content.decode()
    assert "Give a day after today" in wrong
    assert Preference.objects.get().frequency == "weekly"
    assert Pause.objects.get().until.isoformat() == "2027-01-20"


def test_daily_mail_is_gathered_at_nine_once(cal):
    Preference.objects.create(person=cal, topic="notes", frequency="daily")
    with time_machine.travel(MONDAY - timedelta(hours=5), tick=False):
        write(cal, "one")
        write(cal, "two")
    for minutes in (-1, 0, 0, 30):
        with time_machine.travel(MONDAY + timedelta(minutes=minutes), tick=False):
            send_gathered()
            if minutes == 0:
                write(cal, "three")  # after nine: tomorrow's
    (message,) = Message.objects.filter(kind="gathered")
    assert message.subject == "2 messages for you"
    assert "B one" in message.text and "B two" in message.text and "B three" not in message.text
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        send_gathered()
    assert Message.objects.filter(kind="gathered").count() == 2
    assert not Message.objects.filter(state="held").exists()


def test_weekly_mail_comes_on_mondays_and_after_an_outage_at_once(cal, dot):
    Preference.objects.create(person=cal, topic="notes", frequency="weekly")
    with time_machine.travel(MONDAY - timedelta(days=4), tick=False):
        write(cal)
        send_gathered()
    assert not Message.objects.filter(kind="gathered").exists()
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
        send_gathered()
    assert Message.objects.filter(kind="gathered").count() == 1


def test_what_became_pointless_is_not_gathered(cal, monkeypatch):
    Preference.objects.create(person=cal, topic="notes", frequency="daily")
    with time_machine.travel(MONDAY - timedelta(hours=5), tick=False):
        write(cal)
    monkeypatch.setitem(
        kinds._rechecks, "note", lambda some: {message.pk: "answered meanwhile" for message in some}
    )
    with time_machine.travel(MONDAY, tick=False):
        send_gathered()
    assert [m.state for m in Message.objects.all()] == ["cancelled"]


def test_protected_persons_gathered_mail_says_nothing(fay):
    Preference.objects.create(person=fay, topic="notes", frequency="daily")
    with time_machine.travel(MONDAY - timedelta(hours=5), tick=False):
        write(fay)
    with time_machine.travel(MONDAY, tick=False):
        send_gathered()
    message = Message.objects.get(kind="gathered")
    assert "B one" not in message.text + message.html and "S one" not in message.subject + message.text


def test_pause_holds_mail_until_that_day(cal):
    Pause.objects.create(person=cal, until=date(2027, 1, 20))
    with time_machine.travel(MONDAY, tick=False):
        write(cal)
        write(cal, "needed", kind="invitation")
        sweep()
    assert [m.subject for m in mail.outbox] == ["S needed"]


def test_one_click_stops_without_cookie_or_form_and_a_scanner_stops_nothing(cal):
    """RFC 8058 3.1: the POST's only body is List-Unsubscribe=One-Click."""
    message = write(cal)
    headers = as_email(message).message()
    address = headers["List-Unsubscribe"].split(">")[0].strip("<")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Id"] and "mailto:" in headers["List-Unsubscribe"]
    path = "/m/stop/" + address.partition("/m/stop/")[2]
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.get(path).status_code == 200
    assert not Preference.objects.exists()
    answer = visitor.post(
        path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    assert Preference.objects.get().frequency == "never"
    assert write(cal, "two").state == "suppressed"
    visitor.post(path, {"again": "1"})
    assert write(cal, "three").state == "queued"


def test_needed_mail_has_no_way_to_stop_it(cal):
    message = write(cal, kind="invitation")
    assert as_email(message).message()["List-Unsubscribe"] is None
    assert Client().get(f"/m/stop/{sign('stop', message.pk, cal.pk)}/").status_code == 404


def test_stop_by_mail(cal):
    message = write(cal)
    token = sign("stop", message.pk, cal.pk)
    raw = f"From: cal@example.org\r\nTo: meetings@example.org\r\nSubject: stop {token}\r\n\r\n\r\n"
    assert receive(raw.encode()).state == "handled"
    assert Preference.objects.get().frequency == "never"


def test_stopping_a_gathered_mail_stops_what_was_gathered(cal):
    Preference.objects.create(person=cal, topic="notes", frequency="daily")
    message = write(cal, kind="gathered")
    Client().post(f"/m/stop/{sign('stop', message.pk, cal.pk)}/")
    assert Preference.objects.get().frequency == "never"


def test_neutral_persons_page_names_no_topic(fay):
    message = write(fay)
    page = Client().get(f"/m/stop/{sign('stop', message.pk, fay.pk)}/").content.decode()
    assert "Notes" not in page and "Quarterly Meeting Office" in page


def test_headers_of_every_mail(cal, settings):
    deliver([write(cal, kind="invitation").pk])
    sent = mail.outbox[0].message()
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert sent["Reply-To"] == settings.MAIL_ADDRESS
    assert sent["Message-ID"].endswith(f"@{settings.MAIL_ADDRESS.partition('@')[2]}>")
    assert sent["To"] == "cal@example.org" and sent["Cc"] is None and sent["Date"]


@pytest.mark.parametrize("path", ["/accounts/2fa/", "/people/me/"])
def test_account_and_own_page_lead_to_mail_and_to_where_one_is_signed_in(path, client, cal):
    client.force_login(cal)
    page = client.get(path).content.decode()
    assert 'href="/mine/mail/"' in page and 'href="/accounts/sessions/"' in page
