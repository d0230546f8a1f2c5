"""The coordinator's view of all mail, and sending to many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from mail.actions import post
from mail.links import sign
from mail.models import Message

pytestmark = pytest.mark.django_db


def write(person, reference="one", **fields):
    words = {"kind": "note", "subject": "Room", "body": "It is up.", "discreet_body": "Something is new."}
    return post(person=person, about=person, reference=reference, **(words | fields))


@pytest.fixture
def coordinator(client, ada):
    client.force_login(ada)
    return client


def page(client, path: str) -> str:
    return client.get(path).content.decode()


def test_list_is_narrowed_by_state_kind_person_object_and_batch(coordinator, cal, dot):
    write(cal, subject="Alpha", kind="agenda", batch="b1")
    write(dot, subject="Beta")
    Message.objects.filter(subject="Beta").update(state="failed")
    for query in ("state=queued", "kind=agenda", "q=Cal", f"about=members.person:{cal.pk}", "batch=b1"):
        shown = page(coordinator, f"/outbox/?{query}")
        assert "Alpha" in shown and "Beta" not in shown, query
    assert "No mail here" in page(coordinator, "/outbox/?q=nobody")


def test_list_asks_as_often_for_thirty_rows_as_for_one(coordinator, cal, dot):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(coordinator, "/outbox/")
        return len(captured)

    write(cal)
    queries()
    one = queries()
    for number in range(29):
        write(dot, str(number))
    assert queries() == one


def test_message_is_shown_as_sent_without_the_proofs_in_its_links(coordinator, cal):
    token = sign("rsvp", 1, cal.pk)
    calendar = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    files = [("notes.txt", "text/plain", b"Bytes")]
    found = write(
        cal, path=f"/rsvp/{token}/", calendar=calendar, calendar_method="REQUEST", attachments=files
    )
    shown = page(coordinator, f"/outbox/{found.pk}/")
    assert "It is up." in shown and "BEGIN:VCALENDAR" in shown and "notes.txt" in shown
    assert "Message-ID" in shown and found.message_id.strip("<>") in shown
    assert token not in shown and "/rsvp/•••/" in shown
    html = coordinator.get(f"/outbox/{found.pk}/html/")
    assert token not in html.content.decode()
    assert "sandbox" in html["Content-Security-Policy"] and html["X-Frame-Options"] == "SAMEORIGIN"


def test_account_mail_never_shows_its_text(coordinator, cal):
    found = write(cal, kind="account", body="Code 123456")
    assert "123456" not in page(coordinator, f"/outbox/{found.pk}/")
    assert coordinator.get(f"/outbox/{found.pk}/html/").status_code == 404


def test_reading_a_protected_persons_mail_is_kept(coordinator, ada, fay, cal):
    for person in (fay, cal):
        page(coordinator, f"/outbox/{write(person).pk}/")
    assert [(e.verb, e.by) for e in Entry.objects.filter(verb="mail.read")] == [("mail.read", ada)]


def test_resend_and_cancel(coordinator, cal):
    found = write(cal)
    Message.objects.update(state="sent")
    shown = coordinator.post(f"/outbox/{found.pk}/resend/", follow=True).content.decode()
    assert "on its way again" in shown
    again = Message.objects.exclude(pk=found.pk).get()
    Message.objects.filter(pk=again.pk).update(state="queued")
    assert "will not be sent" in coordinator.post(f"/outbox/{again.pk}/cancel/", follow=True).content.decode()
    assert "too late" in coordinator.post(f"/outbox/{found.pk}/cancel/", follow=True).content.decode()
