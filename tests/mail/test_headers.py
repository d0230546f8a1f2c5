"""What every letter bears on its envelope and in its head, of each kind there is, to a member and to a protected person."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from django.core.mail.message import BadHeaderError
from django.utils import timezone

from mail.actions import post, post_secret
from mail.kinds import topic_of, topics
from mail.mime import as_bytes, as_email
from mail.models import Message

pytestmark = pytest.mark.django_db
NEEDED = [
    "invitation",
    "save_the_date",
    "meeting_change",
    "cancellation",
    "task_assigned",
    "ballot",
    "silent_part",
]
ROOT = Path(__file__).parents[2]
APPS = ("mail", "members", "workgroups", "tasks", "meetings", "library", "reports", "consortium")
FOLDERS = {
    path.parent.name: path.parent for app in APPS for path in (ROOT / app).glob("templates/**/subject.txt")
}
POSTED = {
    kind
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    for kind in re.findall(r'\bkind="([a-z_]+)"', path.read_text())
} - {"account"}
KINDS = sorted(
    {*NEEDED, *(kind for topic in topics() for kind in topic.kinds), "gathered", *FOLDERS, *POSTED}
)
FILE = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Caf\xc3\xa9\r\nEND:VCALENDAR\r\n"


def write(kind: str, person, **more) -> Message:
    folder = FOLDERS.get(kind)
    words = {
        name: (folder / name).read_text() if folder else ""
        for name in ("subject.txt", "body.txt", "body.html")
    }
    post(
        kind=kind, person=person, about=person, reference="one",
        subject=f"Über the agenda — {words['subject.txt']}" + "long " * 30, html_body=words["body.html"],
        body=words["body.txt"] + "Café at ten.\n" + "word " * 300 + "\n.\n", discreet_body="Something is waiting.", path="/mine/", **more,
    )  # fmt: skip
    return Message.objects.get(kind=kind, person=person)


def wire(message: Message):
    return message_from_bytes(as_bytes(message), policy=policy.default)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["cal", "fay"])
def test_every_kind_of_letter_has_its_headers_right(kind, name, request, settings):
    person = request.getfixturevalue(name)
    message = write(kind, person)
    email = wire(message)
    assert (email["To"], email["Message-ID"]) == (person.mail_address, message.message_id)
    assert email["Cc"] is email["Bcc"] is None and len(email.get_all("To")) == 1
    assert abs(parsedate_to_datetime(email["Date"]) - timezone.now()) < timedelta(minutes=5)
    assert email["Auto-Submitted"] == "auto-generated" and "OOF" in email["X-Auto-Response-Suppress"]
    assert email["Reply-To"] == message.from_address and "no-reply" not in email["Reply-To"]
    listed = (email["List-Id"], email["List-Unsubscribe"], email["List-Unsubscribe-Post"])
    if kind == "gathered" or topic_of(kind):
        assert listed[0].startswith("<notices.") and listed[2] == "List-Unsubscribe=One-Click"
        assert re.fullmatch(r"<https?://\S+/m/stop/\S+/>, <mailto:\S+>", listed[1])
    else:
        assert listed == (None, None, None), "one cannot do without it"
    whole = as_bytes(message).decode("ascii")
    html = email.get_body(("html",)).get_content()
    assert "<img" not in html and "url(" not in html and "src=" not in html, (
        "nothing is fetched, nobody is tracked"
    )
    if name == "fay":
        assert "agenda" not in whole.lower() and person.name not in whole


@pytest.mark.parametrize("calendar", [None, FILE])
@pytest.mark.parametrize("name", ["cal", "fay"])
def test_the_short_way_to_the_wire_says_what_the_long_way_says(name, calendar, request):
    message = write(
        "agenda",
        request.getfixturevalue(name),
        calendar=calendar,
        calendar_method="REQUEST" if calendar else "",
    )
    short = wire(message)
    sent = as_email(message).message().as_bytes()
    long = message_from_bytes(b"\r\n".join(sent.splitlines()) + b"\r\n", policy=policy.default)
    assert _head(short) == _head(long)
    assert _parts(short) == _parts(long)
    lines = as_bytes(message).split(b"\r\n")
    assert b"\n" not in b"".join(lines) and max(map(len, lines)) <= 998


def test_the_walk_knows_every_letter():
    """Each folder of a letter, and each kind that some act posts."""
    assert len(FOLDERS) > 30 and len(POSTED) > 20 and set(FOLDERS) <= set(KINDS)


def test_account_mail_and_lines_in_a_header(cal):
    post_secret(cal, address=cal.email, subject="Your code", text="123456")
    email = wire(Message.objects.get())
    assert email["Reply-To"] is email["List-Id"] is None and email["Auto-Submitted"]
    with pytest.raises(BadHeaderError):
        as_bytes(Message(subject="A\r\nBcc: eve@example.org", address=cal.email, from_address=cal.email))


def _head(email) -> dict:
    return {name: " ".join(str(value).split()) for name, value in email.items() if name != "Content-Type"} | {
        "Content-Transfer-Encoding": ""
    }


def _parts(email) -> list[tuple]:
    found = [part for part in email.walk() if not part.is_multipart()]
    return [
        (p.get_content_type(), p.get_param("method"), p.get_filename(), _lines(p.get_payload(decode=True)))
        for p in found
    ]


def _lines(content: bytes) -> list[bytes]:
    return content.replace(b"\r\n", b"\n").strip().split(b"\n")
