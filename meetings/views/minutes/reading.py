"""Minutes as this person may read them: the page, its versions, and its files."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mail.links import sign
from meetings import carried
from meetings.audience import circles
from meetings.minutes_attendance import attendance_lines
from meetings.minutes_copy import Copy, approval_of, as_text, sections
from meetings.minutes_forms import BallotForm, CirculateForm
from meetings.minutes_pdf import as_pdf
from meetings.minutes_word import as_docx
from meetings.minutes_words import stretches
from meetings.models import Correction, CorrectionState, Meeting, Minutes
from meetings.policy import Reader, can_write_minutes

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def minutes(request, slug: str, refused: dict | None = None, **typed):
    """The minutes of a meeting; whoever writes them finds here what to do next.

    `refused` is a correction that could not be settled as typed: its `pk`, `text`, `reason` and `why`.
    `typed` are forms of the page that could not be read (`circulate`, `ballot_form`), with what is wrong in them.
    """
    meeting = get_object_or_404(Meeting.objects.select_related("workgroup"), slug=slug)
    writes = can_write_minutes(request.person, meeting)
    visible = Minutes.objects.visible_to(request.person).select_related("meeting__workgroup")
    found = visible.filter(meeting=meeting).first()
    if found is None and not writes:
        if request.person is None:
            return redirect(f"/accounts/login/?next={request.path}")
        raise Http404
    context = {"meeting": meeting, "minutes": found, "writes": writes, "before": carried.to_approve(meeting)}
    if found:
        context |= _words(request, found) | (_work(request, found, refused) | typed if writes else {})
        context["carried_before"] = writes and any(
            carried.approved_now(motion)
            for motion in found.entries.exclude(approves=None).select_related("approves")
        )
    return render(request, "meetings/minutes.html", context)


def _words(request, found: Minutes) -> dict:
    copy = Reader(request.person).copy_of(found)
    inside = copy != Copy.PUBLIC
    return {
        "sections": sections(found, copy),
        "attendance": attendance_lines(found, public=not inside),
        "versions": found.versions.all() if inside else [],
        "steps": found.steps.select_related("by", "meeting") if inside else [],
        "inside": inside,
        "approval": "" if found.is_draft else approval_of(found),
        "my_link": sign("correct", found.pk, request.person.pk)
        if inside and found.state == "circulated"
        else "",
    }


def _work(request, found: Minutes, refused: dict | None) -> dict:
    choices = circles(found.meeting, request.viewer) if found.is_draft else []
    ballot = found.ballots.filter(counted_at=None).first()
    corrections = Correction.objects.filter(entry__minutes=found).select_related(
        "entry__task", "entry__minutes", "person"
    )
    return {
        "corrections": [_as_typed(each, refused) for each in corrections.filter(state=CorrectionState.OPEN)],
        "settled": corrections.exclude(state=CorrectionState.OPEN),
        "circulate": CirculateForm(choices=choices) if choices else None,
        "readings": found.readings.filter(version=found.version).select_related("person"),
        "ballot": ballot,
        "ballot_votes": ballot.votes.select_related("organization") if ballot else [],
        "ballot_over": ballot is not None and ballot.until < timezone.localdate(),
        "ballot_form": BallotForm(initial={"until": found.corrections_until}),
    }


def _as_typed(correction: Correction, refused: dict | None) -> Correction:
    if refused and refused["pk"] == correction.pk:
        correction.proposed, correction.reason = refused["text"], refused["reason"]
        correction.refused = refused["why"]
    return correction


def version(request, slug: str, number: int):
    """One version, and what differs from the one before; for members."""
    found = _readable(request, slug)
    if Reader(request.person).copy_of(found) == Copy.PUBLIC:
        raise Http404
    kept = get_object_or_404(found.versions, number=number)
    before = found.versions.filter(number__lt=number).last()
    told = stretches(_words_of(before or kept), _words_of(kept))
    context = {"minutes": found, "kept": kept, "before": before, "told": told}
    return render(request, "meetings/minutes_version.html", context)


def _words_of(kept) -> str:
    """Without the first line, which says which version it is, or when it was approved."""
    return kept.text.partition("\n")[2]


def pdf(request, slug: str):
    """The minutes as a tagged PDF."""
    return _file(request, slug, as_pdf, "application/pdf", "pdf")


def word(request, slug: str):
    """The minutes as a Word document that can be edited."""
    return _file(request, slug, as_docx, WORD, "docx")


def text(request, slug: str):
    """The minutes as plain text."""
    return _file(request, slug, as_text, "text/plain; charset=utf-8", "txt")


def _file(request, slug: str, make, content_type: str, ending: str):
    found = _readable(request, slug)
    content = make(found, Reader(request.person).copy_of(found))
    draft = "-draft" if found.is_draft else ""
    how = "attachment" if ending == "docx" else "inline"
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = f'{how}; filename="minutes-{slug}{draft}.{ending}"'
    return answer


def _readable(request, slug: str) -> Minutes:
    visible = Minutes.objects.visible_to(request.person).select_related("meeting__workgroup")
    return get_object_or_404(visible, meeting__slug=slug)
