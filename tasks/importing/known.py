"""What a file's words mean here: groups, people, organizations and states as people spell them."""

import difflib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.importing.names import letters, organization_key, person_key
from members.models import Organization, Person
from tasks.enums import Status
from tasks.models import Task
from workgroups.models import Workgroup

SPELLED = {
    Status.NOT_STARTED: [
        "",
        "not started",
        "not yet started",
        "not begun",
        "new",
        "open",
        "to do",
        "todo",
        "planned",
    ],
    Status.IN_PROGRESS: [
        *["in progress", "in process", "started", "ongoing", "underway", "under way", "working", "active"],
        *["on track", "begun", "partial", "partly done"],
    ],
    Status.WAITING: [
        "waiting",
        "waiting on",
        "waiting for",
        "blocked",
        "on hold",
        "hold",
        "stalled",
        "paused",
    ],
    Status.DONE: ["done", "complete", "completed", "finished", "closed", "yes", "x"],
    Status.DROPPED: ["dropped", "cancelled", "canceled", "abandoned", "withdrawn", "no longer needed"],
}
STATUSES = {word: status for status, words in SPELLED.items() for word in words}
ALIKE = 0.72
MOST = 3


@dataclass
class Question:
    """Some words of a file that are not known here, what they could mean, and what was chosen."""

    kind: str
    words: str
    choices: list[tuple[str, str]]
    chosen: str = ""
    rows: int = 0

    @property
    def name(self) -> str:
        """The name of its field on the page."""
        return f"means:{self.kind}:{self.words.casefold()}"


class Known:
    """What the database holds, read once for a whole file, and what somebody said unknown words mean.

    `meant` holds the answers to questions, by their names; `called` gives the name that the reader may see.
    """

    def __init__(self, *, meant: dict[str, str], called):
        self.meant, self.called = meant, called
        self.questions: dict[str, Question] = {}
        groups = list(Workgroup.objects.all())
        self.groups = {organization_key(group.name): group for group in groups}
        people = list(Person.objects.filter(is_active=True))
        self.people = _by(people, lambda p: {person_key(p.name), person_key(p.display_name)} - {()})
        self.addresses = {person.email.casefold(): person for person in people if person.email}
        organizations = list(Organization.objects.exclude(status="applied"))
        self.organizations = _by(organizations, lambda o: {organization_key(o.name)})
        tasks = list(Task.objects.values_list("workgroup", "origin", "title"))
        self.codes = {(group, code.casefold()) for group, code, _title in tasks if code}
        self.titles = {(group, letters(title)) for group, code, title in tasks}
        self.without_code = {(group, letters(title)) for group, code, title in tasks if not code}

    def group(self, name: str) -> Workgroup | None:
        if found := self.groups.get(organization_key(name)):
            return found
        choices = [(group.slug, group.name) for group in self.groups.values()]
        chosen = self._ask("workgroup", name, [("", _("Leave these rows out")), *choices]) if name else ""
        return next((group for group in self.groups.values() if group.slug == chosen), None)

    def status(self, words: str) -> tuple[Status | None, str]:
        """The state, and for what it waits where the cell says so; None where nobody said what it means."""
        plain = letters(words)
        if plain in STATUSES:
            return STATUSES[plain], ""
        if share := re.match(r"(\d+) ?%", words):
            begun = Status.IN_PROGRESS if int(share[1]) else Status.NOT_STARTED
            return (Status.DONE if int(share[1]) >= 100 else begun), ""
        for beginning in ("waiting on ", "waiting for "):
            if words.casefold().startswith(beginning):
                return Status.WAITING, words[len(beginning) :].strip()
        chosen = self._ask("status", words, [("", _("Leave these rows out")), *Status.choices])
        return (Status(chosen) if chosen in Status.values else None), ""

    def person(self, name: str) -> Person | None:
        if "@" in name:
            return self.addresses.get(name.casefold().strip("<> "))
        found = self.people.get(person_key(name), [])
        if len(found) == 1:
            return found[0]
        candidates = found or self._near(" ".join(person_key(name)), self.people)
        labels = {str(p.pk): f"{self.called(p)} ({p.email})" if found else self.called(p) for p in candidates}
        return self._chosen("person", name, candidates, labels)

    def organization(self, name: str) -> Organization | None:
        found = self.organizations.get(organization_key(name), [])
        if len(found) == 1:
            return found[0]
        candidates = found or self._near(organization_key(name), self.organizations)
        return self._chosen("organization", name, candidates, {str(o.pk): o.name for o in candidates})

    def _chosen(self, kind: str, name: str, candidates: list, labels: dict[str, str]):
        if not candidates:
            return None
        chosen = self._ask(kind, name, [("", _("Leave it open")), *labels.items()])
        return next((each for each in candidates if str(each.pk) == chosen), None)

    def _ask(self, kind: str, words: str, choices: list[tuple[str, str]]) -> str:
        question = Question(kind, words, choices)
        question = self.questions.setdefault(question.name, question)
        question.rows += 1
        question.chosen = self.meant.get(question.name, "")
        return question.chosen

    @staticmethod
    def _near(key: str, known: dict) -> list:
        """The few that are spelled nearly so, the nearest first."""
        spelled = {
            " ".join(name) if isinstance(name, tuple) else name: things for name, things in known.items()
        }
        near = difflib.get_close_matches(key, spelled, MOST, ALIKE)
        return list(dict.fromkeys(thing for name in near for thing in spelled[name]))


def _by(things, keys) -> dict:
    found: dict = {}
    for thing in things:
        for key in keys(thing):
            found.setdefault(key, []).append(thing)
    return found
