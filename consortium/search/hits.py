"""What is shown of what was found, as its reader may read it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from meetings import minutes_search
from meetings.policy import Reader
from members.left_out import Redactor


@dataclass(frozen=True)
class Hit:
    """One thing found, as the page shows it."""

    pk: int
    title: str
    path: str
    text: str = ""
    label: str = ""
    when: date | datetime | None = None
    expired: bool = False
    workgroup: str = ""


def is_public(viewer) -> bool:
    """Whether nobody is signed in."""
    return viewer.person is None


def resource_hits(rows, viewer, words: list[str]) -> list[Hit]:
    """Of the library."""
    today = timezone.localdate()
    return [
        Hit(
            row.pk,
            row.title,
            f"/library/{row.pk}/",
            row.summary,
            row.get_kind_display(),
            row.validated_at,
            row.is_expired(today),
        )
        for row in rows
    ]


def entry_hits(rows, viewer, words: list[str]) -> list[Hit]:
    """In the words of the viewer's copy: the public reads, and finds, nothing that was left out of hers."""
    read = minutes_search.as_read(rows, Reader(viewer.person), words, left_out=lambda: viewer.left_out)
    return [_entry(hit) for hit in read]


def _entry(hit) -> Hit:
    meeting = hit.entry.minutes.meeting
    return Hit(
        hit.entry.pk,
        _("%(heading)s: minutes of %(day)s")
        % {"heading": hit.heading, "day": date_format(timezone.localtime(meeting.starts_at), "F j, Y")},
        f"/meetings/{meeting.slug}/minutes/#entry-{hit.entry.pk}",
        hit.words,
        hit.label,
        meeting.starts_at,
    )


def meeting_hits(rows, viewer, words: list[str]) -> list[Hit]:
    """Of meetings; the public reads of them in the notice."""
    return [
        Hit(
            row.pk,
            row.title,
            "/notice/" if is_public(viewer) else f"/meetings/{row.slug}/",
            "",
            row.get_state_display(),
            row.starts_at,
        )
        for row in rows
    ]


def task_hits(rows, viewer, words: list[str]) -> list[Hit]:
    """The public finds no task whose title names someone who is always left out of what she reads."""
    if is_public(viewer):
        leave_out = Redactor(viewer.left_out)
        rows = [row for row in rows if leave_out(row.title) == row.title]
    return [_task(row, viewer) for row in rows]


def _task(row, viewer) -> Hit:
    open_to_all = f"/workgroups/{row.workgroup.slug}/#task-{row.pk}" if row.workgroup else ""
    path = open_to_all if is_public(viewer) else f"/tasks/{row.pk}/"
    text = "" if is_public(viewer) else row.description
    group = str(row.workgroup or "")
    status = f"{group}: {row.get_status_display().lower()}"
    return Hit(row.pk, row.title, path, text, status, row.due, workgroup=group)


def organization_hits(rows, viewer, words: list[str]) -> list[Hit]:
    """Of organizations."""
    public = is_public(viewer)
    return [
        Hit(
            row.pk,
            row.name,
            "/members/" if public else f"/organizations/{row.pk}/",
            "",
            str(viewer.sector(row) or ""),
        )
        for row in rows
    ]


def page_hits(rows, viewer, words: list[str]) -> list[Hit]:
    """Of the public site's own pages."""
    return [
        Hit(
            row.pk,
            row.published.title,
            row.get_absolute_url(),
            f"{row.published.summary} {row.published.text}",
            "",
            row.published.at,
        )
        for row in rows
    ]
