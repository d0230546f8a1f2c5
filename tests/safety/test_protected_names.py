"""Every page, export, feed and mail of every role but the coordinator's, searched for what must stay hidden.

Fay holds a protected seat and takes part in everything: she is asked, answers, checks in, has a task, speaks,
corrects the minutes and leads an action item. Her legal name, address and phone are the coordinator's; her
chosen name may stand anywhere, but never beside her seat, nor her seat beside its sector.
"""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date, timedelta
from html import unescape
from itertools import combinations

import pytest
from django.core import mail
from django.utils import timezone
from lxml import html

from mail.kinds import topic_of
from mail.models import Message
from meetings.actions import invite, move, remind, respond, schedule
from meetings.actions.agenda_sending import send_agenda
from meetings.actions.minutes import add_entry, begin, circulate, propose_correction
from meetings.models import AgendaItem, Attendance, Feed, Invitation, Meeting
from members.actions import agree
from members.models import Organization, Representation
from reports.actions import make_token
from reports.datasets import DATASETS
from reports.enums import Scope
from tasks.actions import ask_help, assign, comment, open_task, propose_date
from tests.safety.test_role_walk import EXPECTED, address, world
from workgroups.actions import ask_to_join
from workgroups.models import Role

__all__ = ["address", "world"]

pytestmark = pytest.mark.django_db
NAME, EMAIL, PHONE = "Secretname", "quietmail", "555-7171"
CALLED, SEAT, SECTOR = "Robin Elm", "Advisory Seat A", "Quillwort sector"
BLOCKS = "tr|li|dd|p|article|option|h1|h2|h3|label|caption|summary"
SEARCHES = ["q=Secretname", "q=quietmail", "q=Robin", "q=Advisory", "view=people", "view=board"]
DIRECTORIES = {"people/", "organizations/", "search/"}
ACTED = "Write the explainer"
LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post")
FORMATS = ("csv", "xlsx", "json")


@pytest.fixture(params=[CALLED, ""], ids=["with-a-chosen-name", "without"])
def life(request, world, django_capture_on_commit_callbacks) -> dict:
    """The walk's world, in which the protected person takes part in everything there is."""
    cal, fay, legislative = (world[name] for name in ("cal", "fay", "legislative"))
    fay.email, fay.phone, fay.display_name = f"f@{EMAIL}.example", f"608-{PHONE}", request.param
    fay.title = "Consultant"
    fay.save()
    seat = Organization.objects.get(name=SEAT)
    seat.sector.name = SECTOR
    seat.sector.save()
    other = Organization.objects.create(name="Second House", since=date(2020, 1, 1))
    Representation.objects.create(organization=other, person=fay, role="alternate")
    agree(fay, choices={("public", "name"), ("members", "email"), ("members", "name")}, by=fay)
    fay.consents.filter(field="email").delete()
    for person in (fay, cal):
        Role.objects.get_or_create(person=person, workgroup=legislative, since=date(2026, 1, 2))
    with django_capture_on_commit_callbacks(execute=True):
        _meet(world, seat)
        _work(world)
    Feed.objects.get_or_create(person=cal)
    return world


def _meet(world, seat) -> None:
    ada, bea, cal, fay = (world[name] for name in ("ada", "bea", "cal", "fay"))
    for workgroup in (None, world["legislative"]):
        starts = timezone.now() + timedelta(days=20)
        meeting = schedule(
            Meeting(
                title="Spring", starts_at=starts, ends_at=starts + timedelta(hours=3), workgroup=workgroup
            ),
            by=ada,
        )
        AgendaItem.objects.create(meeting=meeting, position=1, title="Opening", minutes=5)
        invite(meeting, [bea, cal, fay], by=ada)
        for person in (cal, fay):
            respond(
                Invitation.objects.get(meeting=meeting, person=person),
                response="accepted",
                source="link",
                by=person,
            )
        send_agenda(meeting, by=ada)
        move(
            meeting, starts_at=starts + timedelta(days=1), ends_at=starts + timedelta(days=1, hours=3), by=ada
        )
        remind(Invitation.objects.get(meeting=meeting, person=cal), day=timezone.localdate())
    ended = timezone.now() - timedelta(days=1)
    held = schedule(Meeting(title="Held", starts_at=ended - timedelta(hours=3), ends_at=ended), by=ada)
    Attendance.objects.create(meeting=held, person=fay, organization=seat)
    Attendance.objects.create(meeting=held, person=cal, organization=world["harbor"])
    Attendance.objects.create(meeting=world["meeting"], person=fay, organization=seat)
    minutes = begin(held, by=ada)
    add_entry(minutes, heading="Work", kind="note", text=f"{SEAT} spoke for it.", by=ada)
    promised = add_entry(
        minutes, heading="Work", kind="action", text="Ask the counties", owner=fay,
        workgroup=world["legislative"], due=date(2027, 1, 5), by=ada,
    )  # fmt: skip
    circulate(minutes, to=[bea, cal, fay], until=timezone.localdate() + timedelta(days=9), by=ada)
    promised.refresh_from_db()
    promised.minutes.refresh_from_db()
    propose_correction(promised, proposed="Ask every county", by=fay)
    propose_correction(world["entry"], proposed="It was said.", by=fay)


def _work(world) -> None:
    bea, cal, fay, group = (world[name] for name in ("bea", "cal", "fay", "legislative"))
    task = open_task(title=ACTED, workgroup=group, assignee=fay, due=date(2026, 1, 5), public=True, by=bea)
    comment(task, text="I have begun.", by=fay)
    comment(task, text="Thank you.", by=cal, mentions=[fay])
    ask_help(task, by=fay)
    propose_date(task, due=date(2027, 2, 2), by=fay)
    given = open_task(title="Call them", workgroup=group, assignee=cal, public=True, by=bea)
    comment(given, text="How far is it?", by=fay, mentions=[cal])
    assign(given, to=fay, by=bea)
    assign(given, to=cal, by=fay)
    ask_to_join(group, by=fay, note="Please")


def words_of(response) -> str:
    """What a reader of this answer can read, headers and unpacked files included."""
    body = b"".join(response)
    if body.startswith(b"%PDF-") and len(body) > 100:
        if not shutil.which("pdftotext"):
            pytest.skip("pdftotext is absent: apt-get install poppler-utils")
        body = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True).stdout
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = b"\n".join(package.read(name) for name in package.namelist())
    return f"{response.headers}\n{body.decode('utf-8', 'replace')}"


def blocks_of(words: str) -> list[str]:
    """The smallest pieces in which two words stand together: a row, a line, a calendar event."""
    if "<html" in words:
        page = html.fromstring(words[words.index("<html") :])
        rows = [e for e in page.iter(*BLOCKS.split("|"), "title") if not _is_layout(e)]
        return [line for e in rows for line in _lines(e)]
    if "BEGIN:VEVENT" in words:
        return re.sub(r"\r?\n[ \t]", "", words).split("BEGIN:VEVENT")
    if "</entry>" in words:
        return words.split("</entry>")
    return re.split(r"\n|\\n|}", words)


def _is_layout(element) -> bool:
    """The rows that hold a whole mail's HTML together say nothing by themselves."""
    return element.tag == "tr" and element.getparent().get("role") == "presentation"


def _lines(element) -> list[str]:
    """A definition may hold a whole letter, line by line."""
    text = html.tostring(element, encoding="unicode")
    return text.split("\n") if element.tag == "dd" else [text]


def leaks(words: str, hers: set[str]) -> list[str]:
    """What of the protected person these words give away; `hers` are the words by which she is known."""
    said = words.lower()
    found = [secret for secret in (NAME, EMAIL, PHONE) if secret.lower() in said]
    pairs = [pair for pair in combinations([*hers, SEAT, SECTOR], 2) if not {*pair} <= hers]
    plain = unescape(re.sub(r"\r?\n[ \t]", "", words))
    blocks = blocks_of(words) if any(one in plain and two in plain for one, two in pairs) else []
    for one, two in pairs:
        found += [f"{one} with {two}" for block in blocks if one in block and two in block][:1]
    return found


def hers(fay) -> set[str]:
    return {word for word in (fay.display_name, fay.handle) if word}


@pytest.mark.parametrize("role", ["public", "member", "chair", "another"])
def test_no_page_export_or_feed_gives_her_away(role, life, address, dot, client, caplog):
    caplog.set_level("INFO")
    if role != "public":
        client.force_login({"member": life["cal"], "chair": life["bea"], "another": dot}[role])
    known, found, walked = hers(life["fay"]), {}, 0
    for route in EXPECTED:
        path = address(route)
        words = words_of(client.get(path))
        walked += 1
        found |= {path: leaks(words, known)}
        if 'name="q"' not in words:
            continue
        for search in SEARCHES:
            answer = words_of(client.get(f"{path}?{search}"))
            typed = search.partition("=")[2]
            found |= {
                f"{path}?{search}": [leak for leak in leaks(answer, known) if leak.lower() != typed.lower()]
            }
            if typed in (NAME, EMAIL) and route in DIRECTORIES:
                assert not any(word in answer for word in known), "found by a name that is hidden"
    assert walked > 100
    assert {path: given_away for path, given_away in found.items() if given_away} == {}
    assert not any(secret in caplog.text for secret in (NAME, EMAIL, PHONE, CALLED))


@pytest.mark.parametrize("role", ["member", "chair", "another"])
def test_no_data_that_is_taken_home_gives_her_away(role, life, dot, client):
    """Each set as CSV, spreadsheet and JSON, and the same rows by the read API."""
    person = {"member": life["cal"], "chair": life["bea"], "another": dot}[role]
    client.force_login(person)
    secret = make_token(person=person, name="T", scopes=Scope.values, until=date(2099, 1, 1))[1]
    known, found, told = hers(life["fay"]), {}, set()
    for name, dataset in DATASETS.items():
        asking = {"Authorization": f"Bearer {secret}"}
        answers = [client.get(f"/api/v1/{name}/", headers=asking)]
        answers += [client.post(f"/reports/data/{name}/", {"format": f, "purpose": "x"}) for f in FORMATS]
        wanted = 403 if dataset.coordinator_only else 200
        assert {answer.status_code for answer in answers} == {wanted}, name
        words = [words_of(answer) for answer in answers]
        found |= {(name, number): leaks(said, known) for number, said in enumerate(words)}
        told |= {name} if wanted == 200 and answers[0].json()["count"] else set()
    assert {place: given_away for place, given_away in found.items() if given_away} == {}
    assert {"tasks", "meetings", "agenda_items", "attendance", "minutes", "roles", "people"} <= told


@pytest.mark.parametrize("role", ["member", "chair"])
def test_what_she_did_is_on_the_pages_that_were_walked(role, life, client):
    """The walk would find nothing on empty pages."""
    client.force_login(life[{"member": "cal", "chair": "bea"}[role]])
    page = client.get("/workgroups/legislative/tasks/").content.decode()
    assert ACTED in page
    assert (CALLED if life["fay"].display_name else "A member") in page


def read(part) -> str:
    """What a mail's program makes of a part that is text."""
    return part.get_payload(decode=True).decode("utf-8", "replace")


def test_no_mail_to_others_gives_her_away_and_none_to_her_says_what_it_is_about(life):
    assert Message.objects.filter(person=life["fay"]).count() > 5 and len(mail.outbox) > 10
    known = hers(life["fay"])
    for message in mail.outbox:
        sent = message.message()
        words = "".join(f"{name}: {value}\n" for part in sent.walk() for name, value in part.items())
        words += message.body + "".join(str(part[0]) for part in message.alternatives)
        words += "\n".join(read(part) for part in sent.walk() if part.get_content_maintype() == "text")
        if message.to == [life["ada"].email]:
            continue
        if message.to == [life["fay"].email]:
            words = words.replace(life["fay"].email, "")
        assert leaks(words, known) == [], message.subject
    told = [m.subject + m.from_email for m in mail.outbox if m.to == [life["fay"].email]]
    forbidden = re.compile("traffick|survivor|victim|hotline|spring|legislative", re.I)
    assert told and not any(forbidden.search(words) for words in told)


def test_every_real_mail_bears_its_headers(life):
    """Those of test_headers.py, on what the acts themselves wrote."""
    kinds = {row.message_id: row.kind for row in Message.objects.all()}
    assert len({kinds[m.extra_headers["Message-ID"]] for m in mail.outbox}) > 7
    for message in mail.outbox:
        head, kind = message.message(), kinds[message.extra_headers["Message-ID"]]
        assert len(head.get_all("To")) == 1 and not head["Cc"] and head["Date"] and head["Subject"], kind
        assert head["Auto-Submitted"] == "auto-generated" and head["Reply-To"], kind
        listed = topic_of(kind) is not None
        assert [bool(head[name]) for name in LIST_HEADERS] == [listed] * 3, kind
        whole = head.as_bytes()
        assert b"\n\n" in whole and all(len(line) <= 998 for line in whole.splitlines()), kind


def test_the_search_for_leaks_finds_one(life, client, monkeypatch):
    """The rule broken on purpose, and each kind of leak in words."""
    known = hers(life["fay"])
    assert leaks("<html><p>Fay Secretname</p></html>", known) == [NAME]
    assert leaks(f"<html><tr><td>{life['fay'].handle}</td><td>{SEAT}</td></tr></html>", known)
    assert leaks(f"BEGIN:VEVENT\nSUMMARY:{SEAT}\nBEGIN:VEVENT\nURL:{life['fay'].handle}\n", known) == []
    assert leaks(f"seat,sector\n{SEAT},{SECTOR}\n", known) == [f"{SEAT} with {SECTOR}"]
    monkeypatch.setattr("members.visibility.Viewer.sees_all", True)
    client.force_login(life["cal"])
    assert NAME in leaks(words_of(client.get("/people/?q=Secretname")), known)
