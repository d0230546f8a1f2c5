"""Minutes drafted as text or in Word: first what was recognised, then, on confirming, into the minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.actions import minutes as actions
from meetings.markdown import as_html
from meetings.minutes_docx import NotAText, text_of
from meetings.minutes_forms import DraftForm
from meetings.minutes_match import Roster
from meetings.minutes_text import ParsedDecision, ParsedMotion, parse_minutes
from meetings.views.minutes.fetching import writable_meeting


@login_required
def take_in(request, slug: str):
    """Nothing is written before the second press."""
    meeting = writable_meeting(request, slug)
    form = DraftForm(request.POST or None, request.FILES or None)
    context = {"meeting": meeting, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            text = (
                text_of(form.cleaned_data["file"]) if form.cleaned_data["file"] else form.cleaned_data["text"]
            )
        except NotAText as error:
            form.add_error("file", str(error))
            return render(request, "meetings/minutes_import.html", context)
        agenda = list(meeting.agenda_items.visible_to(request.person).values_list("title", flat=True))
        parsed = parse_minutes(text, agenda=agenda)
        if "confirm" in request.POST and _taken_in(request, meeting, parsed):
            return redirect("meetings:minutes", slug=slug)
        context |= _preview(parsed, meeting, agenda) | {"form": DraftForm(initial={"text": text})}
    return render(request, "meetings/minutes_import.html", context)


def _taken_in(request, meeting, parsed) -> bool:
    """Why not, if not; the text stays on the page."""
    try:
        actions.take_in(actions.begin(meeting, by=request.person), parsed, by=request.person)
    except actions.NotNow as error:
        messages.error(request, str(error))
        return False
    messages.success(request, _("Taken in."))
    return True


def _preview(parsed, meeting, agenda: list[str]) -> dict:
    flags = [*parsed.flags, *Roster.load().unknown(parsed)]
    if parsed.day and parsed.day != meeting.starts_at.date():
        flags.insert(0, _("The text says %(day)s, and this meeting is on another day.") % {"day": parsed.day})
    sections = [
        (
            section.title,
            [(_kind(block), as_html(block) if isinstance(block, str) else block) for block in section.blocks],
        )
        for section in parsed.sections
    ]
    return {"parsed": parsed, "flags": flags, "parts": sections}


def _kind(block) -> str:
    if isinstance(block, ParsedMotion):
        return "motion"
    return "decision" if isinstance(block, ParsedDecision) else "note"
