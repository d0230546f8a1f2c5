"""R10: no letter to a discreet person says what the consortium is, whoever writes the next one.

Two things together leave no way out. Whatever a caller of `post` puts into a mail, a discreet person gets only
the neutral name and `discreet_body`; and every `discreet_body` in the source is read here, with what is put
into it. A new letter is found by itself: its folder by its `subject.txt`, its neutral words by their name.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.translation.trans_real import DjangoTranslation

from charter.models import Charter
from mail.actions import post
from mail.mime import as_email
from mail.models import Message
from meetings.actions import cancel, invite, move, schedule, withdraw
from meetings.models import Invitation, Meeting, Venue

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
APPS = [
    "charter",
    "audit",
    "mail",
    "members",
    "workgroups",
    "tasks",
    "meetings",
    "library",
    "reports",
    "consortium",
]
WORDS = re.compile(
    r"traffick|survivor|victim|hotline|wahtc|\btrata\b|tráfico|víctima|sobreviviente|línea (directa|de ayuda)",
    re.IGNORECASE,
)
SPANISH = DjangoTranslation("es")
NEUTRAL = {"discreet_body", "discreet", "neutral"}
FOLDERS = sorted(path.parent for app in APPS for path in (ROOT / app).glob("templates/**/subject.txt"))
# What may be put into neutral words: dates, times and counts, never anything that somebody typed.
FILLED_IN = re.compile(
    r"when|day|days|until|count|number|n|minutes|len\(.*\)|format_date\(.*\)|moment\(.*\)|_?day_of\(.*\)|.*:%B.*|.*\.day"
)


@pytest.fixture
def quiet(fay, settings):
    """Fay, who gets discreet mail, in a consortium whose every own word is one of those she must not read."""
    settings.SITE_URL, settings.DISCREET_SITE_URL = "https://wahtc.example", "https://calendar.example"
    settings.MAIL_ADDRESS = "hotline@wahtc.example"
    Charter(pk=1, name="Anti-Trafficking Consortium", short_name="WAHTC", hotline_name="Hotline").save()
    return fay


def everything_in(message: Message) -> str:
    """Headers, texts, HTML, calendar and the names of attachments, decoded."""
    sent = message_from_bytes(as_email(message).message().as_bytes(), policy=policy.default)
    words = [f"{name}: {value}" for name, value in sent.items()]
    for part in sent.walk():
        words += [str(part.get_filename()), str(part.get("Content-Type"))]
        if not part.is_multipart():
            content = part.get_content()
            words.append(content if isinstance(content, str) else content.decode("utf-8", "replace"))
    return "\n".join(words)


@pytest.mark.parametrize("language", ["", "es"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parts[-4]}-{folder.name}")
def test_nothing_of_a_letter_reaches_a_discreet_person(folder, language, quiet):
    quiet.language = language
    files = {name: (folder / name).read_text() for name in ("subject.txt", "body.txt", "body.html")}
    written = post(
        kind=folder.name,
        person=quiet,
        about=quiet,
        reference="r",
        subject=f"WAHTC hotline: {files['subject.txt']}",
        body=f"For survivors of trafficking {files['body.txt']}",
        html_body=f"<p>Victims {files['body.html']}</p>",
        discreet_body="Something is waiting for you.",
        path="/mine/",
        label="Read the survivor report",
        attachments=[("victims.pdf", "application/pdf", b"%PDF- trafficking")],
    )
    found = everything_in(written)
    assert not WORDS.search(found), WORDS.search(found)
    assert "Something is waiting for you." in found and "https://calendar.example/mine/" in found


def test_calendar_files_of_every_kind_are_neutral_too(quiet, ada):
    starts = timezone.now() + timedelta(days=20)
    spring = Meeting(title="Survivor hotline", starts_at=starts, ends_at=starts + timedelta(hours=2))
    spring.venue = Venue.objects.create(name="Victim services", address="1 Hotline Street")
    meeting = schedule(spring, by=ada)
    invite(meeting, [quiet], by=ada)
    later = starts + timedelta(days=1)
    move(meeting, starts_at=later, ends_at=later + timedelta(hours=2), by=ada)
    withdraw(Invitation.objects.get(), by=ada)
    invite(meeting, [quiet], by=ada)
    meeting.refresh_from_db()
    cancel(meeting, by=ada)
    sent = Message.objects.filter(person=quiet).exclude(calendar=None)
    assert {message.calendar_method for message in sent} == {"REQUEST", "CANCEL"} and len(sent) >= 4
    for message in sent:
        found = everything_in(message)
        assert not WORDS.search(found), WORDS.search(found)


def neutral_words() -> Iterator[tuple[str, ast.AST, object]]:
    """(where, expression, module) of everything in the source that becomes a discreet person's text."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for node in ast.walk(ast.parse(path.read_text())):
                for value in _neutral_in(node):
                    yield f"{path.relative_to(ROOT)}:{value.lineno}", value, name


def _neutral_in(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.keyword) and node.arg in NEUTRAL:
        yield node.value
    if isinstance(node, ast.Dict):
        yield from (
            value
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant) and key.value in NEUTRAL
        )
    if isinstance(node, ast.Assign) and any("DISCREET" in ast.unparse(target) for target in node.targets):
        yield node.value


def faults_of(value: ast.AST, module: str) -> list[str]:
    """The words that must not stand there, and what is put in that is no date, time or count."""
    faults = []
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            faults += found_in(node.value)
        elif (
            isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.right, ast.Dict)
        ):
            put_in = [ast.unparse(value) for value in node.right.values]
            faults += [value for value in put_in if not FILLED_IN.fullmatch(value)]
        elif isinstance(node, ast.FormattedValue) and not FILLED_IN.fullmatch(ast.unparse(node.value)):
            faults.append(ast.unparse(node.value))
        elif isinstance(node, ast.Name) and node.id.isupper():
            faults += found_in(str(getattr(importlib.import_module(module), node.id, "")))
    return faults


def found_in(text: str) -> list[str]:
    """The words that must not stand there, in English and in Spanish."""
    return [found.group() for said in (text, SPANISH.gettext(text)) for found in WORDS.finditer(said)]


def test_every_neutral_text_in_the_source_is_neutral():
    found = list(neutral_words())
    assert len(found) > 40
    assert [(where, faults) for where, value, module in found if (faults := faults_of(value, module))] == []
