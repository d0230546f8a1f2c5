"""Who was there, in the words of the minutes: organizations, and for members whom they sent."""

from django.utils.translation import gettext as _

from charter.models import Charter
from meetings.models import Meeting, Minutes
from meetings.quorum import day_of, eligible, quorum_of_day
from members.enums import Audience
from members.models import Person
from members.visibility import SOMEONE, Viewer

FROZEN = "as_approved"


def attendance_words(minutes: Minutes) -> dict:
    """Counts, organizations with the people they sent, guests and the absent, as every member may read it.

    Whom an organization sent is named only where the directory says that she acts for it: else a voting seat
    without a name, beside a name without a seat, would say who sits in it.
    """
    kept = minutes.attendance.get(FROZEN)
    return kept if kept else _counted(minutes)


def attendance_lines(minutes: Minutes, *, public: bool) -> list[str]:
    """The same in sentences; the public copy says how many voting members were there and names nobody."""
    words = attendance_words(minutes)
    if not words["present"]:
        return []
    quorum = _("Quorum present.") if words["present"] >= words["quorum"] else _("No quorum.")
    lines = [
        _("Present: %(present)s of %(voting)s voting members; quorum is %(needed)s. %(quorum)s")
        % {
            "present": words["present"],
            "voting": words["voting"],
            "needed": words["quorum"],
            "quorum": quorum,
        }
    ]
    if public:
        return lines
    named = [
        f"{row['name']} ({', '.join(row['people'])})" if row["people"] else row["name"]
        for row in words["organizations"]
    ]
    lines += [f"{'; '.join(named)}."] if named else []
    lines += [_("Absent: %(names)s.") % {"names": "; ".join(words["absent"])}] if words["absent"] else []
    lines += [_("Guests: %(names)s.") % {"names": ", ".join(words["guests"])}] if words["guests"] else []
    return lines


def _counted(minutes: Minutes) -> dict:
    """From those noted as present; the numbers of an imported text stay as it gives them."""
    meeting, told = minutes.meeting, minutes.attendance
    rows = list(
        meeting.attendances.values_list("organization__name", "person_id", "guest_name", "mode", named=True)
    )
    if not rows:
        return {
            "present": told.get("present") or 0,
            "voting": told.get("voting") or 0,
            "quorum": told.get("quorum") or 0,
            "organizations": [],
            "guests": [],
            "absent": [],
        }
    quorum, viewer = quorum_of_day(meeting), Viewer(Audience.MEMBER)
    seated, unseated = _named(meeting, viewer)
    words = {
        "present": len(quorum.present),
        "voting": len(quorum.eligible),
        "quorum": quorum.needed,
        "organizations": _by_organization(rows, seated),
        "guests": list(dict.fromkeys(name for name in (_guest(row, unseated) for row in rows) if name)),
        "absent": [],
    }
    if told.get("present") and told.get("voting") and told.get("quorum"):
        return words | {name: told[name] for name in ("present", "voting", "quorum")}
    there = meeting.attendances.exclude(organization=None).values("organization")
    absent = eligible(day_of(meeting, Charter.load())).exclude(pk__in=there).order_by("name")
    return words | {"absent": list(absent.values_list("name", flat=True))}


def _named(meeting: Meeting, viewer: Viewer) -> tuple[dict[int, str], dict[int, str]]:
    """The names, as this viewer reads them, of those beside whom a seat may stand, and of those who came without one.

    Only whoever agreed to it is read, however many were there.
    """
    seated = viewer.seated(Person.objects.filter(attendances__meeting=meeting).distinct())
    alone = Person.objects.filter(attendances__in=meeting.attendances.filter(organization=None))
    found = ({one.pk: viewer.name(one) for one in people} for people in (seated, alone))
    said = ({pk: name for pk, name in names.items() if name != SOMEONE} for names in found)
    return next(said), next(said)


def _by_organization(rows: list, seated: dict[int, str]) -> list[dict]:
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.organization__name is None:
            continue
        people = found.setdefault(row.organization__name, [])
        if name := seated.get(row.person_id):
            said = _("%(name)s, by video") % {"name": name} if row.mode == "remote" else name
            if said not in people:
                people.append(said)
    return [{"name": name, "people": people} for name, people in sorted(found.items())]


def _guest(row, unseated: dict[int, str]) -> str:
    return "" if row.organization__name is not None else row.guest_name or unseated.get(row.person_id, "")
