"""Every page and every mail in a marked language: what stands outside the marks was typed by people."""

import re
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models, transaction
from django.template.base import Lexer, TokenType
from django.urls import Resolver404, resolve
from django.utils.translation.trans_real import DjangoTranslation

from mail.models import Message
from members.models import Person
from tests.conftest import SAMPLE_DAY
from tests.translation.marking import WORD, asked, marked, unmarked, visible
from workgroups.models import Role

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="(/[^"#]*)|(?:https?://[^/\s"<]+)(/[^\s"#<]+)')
ADDRESS = re.compile(r"\S+@\S+|(?:https?|webcal)://\S+")
ROOT = Path(__file__).parents[2]
MAIL = sorted(path for name in ("letters", "mail") for path in ROOT.glob(f"*/templates/*/{name}/**/*.*"))
TEXTS = models.CharField | models.TextField | models.JSONField
NOT_WALKED = ("admin", "static", "accounts/logout", "accounts/reauthenticate", "accounts/2fa/totp/activate")
# Machine words for who asks for them: what is held as it is stored, the headers of a mail, columns of a table to
# take away, what the history keeps beside an act; and the words of a statute.
AS_STORED = re.compile(r"^/people/\w+/data/|^/outbox/\d+/|^/reports/data/|^/history/|^/duplicates/|/notice/$")
# What is called the same in every language.
NAMES = {
    *("PDF", "Word", "CSV", "JSON", "Excel", "Atom", "OpenAPI", "API", "GET", "Authorization", "Bearer"),
    *("Chair", "Recorder"),
    *("CST", "CDT", "UTC", "English", "Español"),
}


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The sample, loaded in the marked language, so that what is written of itself is marked too."""
    with time_machine.travel(SAMPLE_DAY), django_db_blocker.unblock(), transaction.atomic(), marked():
        call_command("load_sample", verbosity=0)
        yield Typed()
        transaction.set_rollback(True)


class Typed:
    """What people typed, and whether words were: some in a row as someone wrote them, or a whole short text."""

    def __init__(self):
        self._short: set[tuple[str, ...]] = set()
        self._rows: set[tuple[str, ...]] = set()
        for model in apps.get_models():
            fields = [
                f.attname for f in model._meta.concrete_fields if isinstance(f, TEXTS) and not f.choices
            ]
            if model is not Message and fields:
                for row in model._default_manager.values_list(*fields):
                    for value in row:
                        self._learn(value)

    def _learn(self, value) -> None:
        if isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                self._learn(each)
        elif isinstance(value, str) and (words := tuple(WORD.findall(unmarked(value).casefold()))):
            self._short |= {words} if len(words) < 3 else {words[:1], words[-1:]} if len(words) < 5 else set()
            # Prose is printed with its names taken out, cut, and in pieces.
            row = 3 if len(words) < 5 else 2
            self._rows |= {words[i : i + row] for i in range(len(words) - row + 1)}

    def unknown(self, line: str) -> list[str]:
        words = [word for word in WORD.findall(line) if word not in NAMES]
        folded, known = [word.casefold() for word in words], set()
        for i in range(len(words)):
            for length in (1, 2, 3):
                if (part := tuple(folded[i : i + length])) in self._rows or part in self._short:
                    known |= set(range(i, i + length))
        return [word for i, word in enumerate(words) if i not in known]


def faults(text: str, told: Typed) -> list[str]:
    """The lines that say something outside the marks that nobody typed."""
    found = []
    for line in unmarked(unescape(text)).split("\n"):
        line = re.sub(r"\w+…", " ", ADDRESS.sub(" ", line))
        if told.unknown(line):
            found.append(" ".join(line.split())[:160])
    return found


def readers() -> list[Person | None]:
    """The public, a chair who is a member, and the coordinator."""
    chair = Role.objects.current().filter(kind="chair", person__is_coordinator=False).first().person
    return [None, chair, Person.objects.get(email="coordinator@consortium.example")]


def pages(client) -> dict[str, str]:
    """Each route that links lead to, once, with what it shows."""
    seen, waiting, shown = set(), ["/", *links_in_mail()], {}
    while waiting:
        path = waiting.pop(0)
        try:
            route = resolve(path.partition("?")[0]).route
        except Resolver404:
            continue
        if route in seen or route.startswith(NOT_WALKED):
            continue
        seen.add(route)
        answer = client.get(path)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            page = answer.content.decode()
            shown[path] = page
            waiting += [unescape(one or other) for one, other in LINK.findall(page)]
    return shown


def links_in_mail() -> list[str]:
    """One of each kind of signed link."""
    found = {}
    for text in Message.objects.values_list("text", flat=True):
        for _one, path in LINK.findall(text):
            found.setdefault(path.split("/")[1], path)
    return list(found.values())


@pytest.mark.parametrize(
    ("who", "least"), [(0, 20), (1, 50), (2, 100)], ids=["public", "chair", "coordinator"]
)
def test_no_page_says_what_cannot_be_translated(who, least, told, client):
    person = readers()[who]
    with marked(), time_machine.travel(SAMPLE_DAY):
        if person:
            client.force_login(person)
        shown = pages(client)
    assert len(shown) > least
    walked = {path: faults(visible(page), told) for path, page in shown.items() if not AS_STORED.search(path)}
    assert {path: bad for path, bad in walked.items() if bad} == {}


def test_no_mail_says_what_cannot_be_translated(told):
    found = {}
    for message in Message.objects.exclude(kind="account"):
        for text in (message.subject, message.text, visible(message.html)):
            if bad := faults(text, told):
                found.setdefault(message.kind, bad)
    assert found == {}


@pytest.mark.parametrize("template", MAIL, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_of_a_mail_says_what_cannot_be_translated(template):
    said, inside = "", False
    for token in Lexer(template.read_text()).tokenize():
        inside = (inside or token.contents.startswith("blocktrans")) and not token.contents.startswith(
            "endblock"
        )
        said += token.contents if token.token_type == TokenType.TEXT and not inside else " \n "
    text = re.sub(r"<style>.*</style>|<[^>]*>|<[^>\n]*|\?answer=\w+", " ", said, flags=re.DOTALL)
    assert WORD.findall(re.sub(r'[-\w]+="[^"]*"', " ", text)) == []


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_whatever_was_asked_for_is_in_the_catalogue(language, told):
    """What the tests above came across; `makemessages` brings what is missing."""
    known = DjangoTranslation(language)._catalog
    singular = {key[0] if isinstance(key, tuple) else key for key, _said in known.items()}
    assert (
        sorted(text for text in asked - singular if WORD.search(unmarked(text)) and not AS_DATA.search(text))
        == []
    )


# Looked up in case it is known; data that is not stays as it is.
AS_DATA = re.compile(
    r"^(came back|the server refused|could not be built|You added it to a task): |^Español$|⟧"
)
