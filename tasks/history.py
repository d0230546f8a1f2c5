"""A task's history in sentences."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audit.record import history, history_of
from members.models import Person
from tasks.enums import Status
from tasks.models import Task

CHANGED_AT_MOST = 200

SAID = {
    "task.opened": _("opened this"),
    "task.imported": _("imported this from a spreadsheet"),
    "task.repeated": _("opened this for the next quarter"),
    "task.date_kept": _("kept the date"),
    "task.nudged": _("asked how it goes"),
    "task.help_asked": _("asked for help"),
    "task.help_offered": _("offered to help"),
    "task.helper_added": _("added a helper"),
    "task.helper_removed": _("removed a helper"),
    "task.step_added": _("added a step"),
    "task.step_ticked": _("ticked a step"),
    "task.commented": _("commented"),
    "task.document_added": _("added a document"),
    "task.document_removed": _("removed a document"),
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
            "by": viewer.name(entry.by) if entry.by else _("The system"),
            "text": _text(entry.verb, entry.data, people, viewer),
            "at": entry.at,
        }
        for entry in entries
    ]


def _text(verb: str, data: dict, people: dict, viewer) -> str:
    match verb:
        case "task.assigned":
            person = people.get(data.get("to"))
            return (
                _("gave this to %(name)s") % {"name": viewer.name(person)}
                if person
                else _("took this back: nobody leads it")
            )
        case "task.status_changed":
            return _("moved this from %(before)s to %(after)s") % {
                "before": Status(data["before"]).label,
                "after": Status(data["after"]).label,
            }
        case "task.moved":
            return _("moved the date from %(before)s to %(after)s") % {
                "before": _day(data["before"]),
                "after": _day(data["after"]),
            }
        case "task.date_proposed":
            return _("proposed %(day)s") % {"day": _day(data["to"])}
        case "task.snoozed":
            return _("stopped reminders until %(day)s") % {"day": _day(data["until"])}
        case "task.edited":
            return _("changed %(fields)s") % {"fields": ", ".join(map(_field, data["fields"]))}
        case "task.carried_over":
            return _("carried this over from %(before)s to %(after)s") % data
    return SAID.get(verb, verb.removeprefix("task.").replace("_", " "))


def _field(name: str) -> str:
    return str(Task._meta.get_field(name).verbose_name)


def _day(text: str | None) -> str:
    if not text:
        return _("no date")
    day = date.fromisoformat(text)
    return date_format(day, "F j, Y")
