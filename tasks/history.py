"""A task's history in sentences."""

from datetime import date

from audit.record import history, history_of
from members.models import Person
from tasks.enums import Status
from tasks.models import Task

CHANGED_AT_MOST = 200

SAID = {
    "task.opened": "opened this",
    "task.imported": "imported this from a spreadsheet",
    "task.repeated": "opened this for the next quarter",
    "task.date_kept": "kept the date",
    "task.nudged": "asked how it goes",
    "task.help_asked": "asked for help",
    "task.help_offered": "offered to help",
    "task.helper_added": "added a helper",
    "task.helper_removed": "removed a helper",
    "task.step_added": "added a step",
    "task.step_ticked": "ticked a step",
    "task.commented": "commented",
    "task.document_added": "added a document",
    "task.document_removed": "removed a document",
}


def told(task, viewer) -> list[dict]:
    """Every act on a task, newest first: `by` as this viewer may read the name, `text`, `at`."""
    return _lines(list(history(task)), viewer)


def told_since(tasks, moment, viewer, *, most: int) -> list[dict]:
    """What was done since `moment` on these tasks, newest first: as `told`, with the `task`."""
    changed = {str(task.pk): task for task in tasks.filter(changed_at__gte=moment)[:CHANGED_AT_MOST]}
    entries = history_of(Task, list(changed)).filter(at__gte=moment).exclude(verb="task.imported")
    entries = list(entries[:most])
    lines = _lines(entries, viewer)
    return [line | {"task": changed[entry.object_id]} for entry, line in zip(entries, lines, strict=True)]


def _lines(entries, viewer) -> list[dict]:
    people = Person.objects.in_bulk(
        {e.data.get("to") for e in entries if e.verb == "task.assigned" and e.data.get("to")}
    )
    return [
        {
            "by": viewer.name(entry.by) if entry.by else "The system",
            "text": _text(entry.verb, entry.data, people, viewer),
            "at": entry.at,
        }
        for entry in entries
    ]


def _text(verb: str, data: dict, people: dict, viewer) -> str:
    match verb:
        case "task.assigned":
            person = people.get(data.get("to"))
            return f"gave this to {viewer.name(person)}" if person else "took this back: nobody leads it"
        case "task.status_changed":
            return f"moved this from {Status(data['before']).label} to {Status(data['after']).label}"
        case "task.moved":
            return f"moved the date from {_day(data['before'])} to {_day(data['after'])}"
        case "task.date_proposed":
            return f"proposed {_day(data['to'])}"
        case "task.snoozed":
            return f"stopped reminders until {_day(data['until'])}"
        case "task.edited":
            return "changed " + ", ".join(name.replace("_", " ") for name in data["fields"])
        case "task.carried_over":
            return f"carried this over from {data['before']} to {data['after']}"
    return SAID.get(verb, verb.removeprefix("task.").replace("_", " "))


def _day(text: str | None) -> str:
    if not text:
        return "no date"
    day = date.fromisoformat(text)
    return f"{day:%B} {day.day}, {day.year}"
