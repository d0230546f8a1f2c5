"""The agenda in words, one way for the page's copies: mail, PDF, Word and the kept versions."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter.models import Charter
from meetings.agenda import Slot, agenda_of
from meetings.models import ItemAudience, ItemKind, Meeting
from members.enums import Audience
from members.visibility import Viewer

MARKS = {
    "added": gettext_lazy("Added after the agenda was sent"),
    "changed": gettext_lazy("Changed after the agenda was sent"),
}


@dataclass(frozen=True)
class Line:
    """One item as its readers get it; `who` never names whom they may not know."""

    time: str
    title: str
    kind: str
    who: str
    minutes: int
    details: str
    tasks: tuple[str, ...]
    content_note: str
    mark: str
    closed: bool = False

    @property
    def kind_said(self) -> str:
        """The kind, where it says more than the title does: nothing for a talk, or for a report called so."""
        if self.kind == ItemKind.DISCUSSION.label or self.kind.casefold() in self.title.casefold():
            return ""
        return self.kind

    @property
    def below(self) -> list[str]:
        """What stands under the title, in order."""
        note = _("Content note: %(note)s") % {"note": self.content_note} if self.content_note else ""
        tasks = [f"- {title}" for title in self.tasks]
        return [text for text in (self.details, *tasks, note, self.mark) if text]


def members_lines(meeting: Meeting, charter: Charter) -> list[Line]:
    """What members get: nothing of the coordinator's own, names as members may read them."""
    viewer = Viewer(Audience.MEMBER)
    return [
        _line(slot, charter, viewer)
        for slot in agenda_of(meeting)
        if slot.item.audience != ItemAudience.COORDINATOR
    ]


def public_lines(meeting: Meeting, charter: Charter) -> list[Line]:
    """What a public notice says of its subject matter: public items, without anyone's name."""
    return [
        _line(slot, charter, None) for slot in agenda_of(meeting) if slot.item.audience == ItemAudience.PUBLIC
    ]


def as_text(lines: list[Line]) -> str:
    """One item a line, what belongs to it indented below."""
    out = []
    for line in lines:
        who = f" ({line.who})" if line.who else ""
        kind = f"{line.kind_said}: " if line.kind_said else ""
        out.append(f"{line.time:>10}  {kind}{line.title}{who}")
        out += [f"            {row}" for text in line.below for row in text.splitlines()]
    return "\n".join(out)


def local_clock(moment, charter: Charter) -> str:
    """10:05 a.m., in the consortium's zone."""
    local = moment.astimezone(ZoneInfo(charter.time_zone))
    return f"{local.hour % 12 or 12}:{local:%M} {'a.m.' if local.hour < 12 else 'p.m.'}"


def _line(slot: Slot, charter: Charter, viewer: Viewer | None) -> Line:
    item = slot.item
    return Line(
        time=local_clock(slot.starts, charter),
        title=item.title,
        kind=str(item.get_kind_display()),
        who=_who(item, viewer),
        minutes=item.minutes,
        details=item.details,
        tasks=tuple(task.title for task in item.tasks.all()) if viewer else (),
        content_note=item.content_note,
        mark=str(MARKS.get(slot.mark, "")),
        closed=item.kind == ItemKind.CLOSED,
    )


def _who(item, viewer: Viewer | None) -> str:
    group = item.workgroup.name if item.workgroup else ""
    group = "" if group.casefold() in item.title.casefold() else group
    if viewer is None:
        return group
    named = viewer.name(item.person) if item.person else item.presenter
    return ", ".join(part for part in (named, group) if part)
