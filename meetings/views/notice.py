"""The public notice of a meeting, and for whoever runs it the checklist beside it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from charter.models import Charter, NoticeMode
from meetings.actions import notice as actions
from meetings.forms import LocalTime
from meetings.models import Meeting, PostedBy, Posting, ShortNotice
from meetings.notice import checklist, is_public, notice_of, rules_for
from meetings.notice_pdf import as_pdf
from meetings.policy import can_set_notice_rules, can_write_agenda
from meetings.views.access import only_writer
from meetings.views.running import in_consortium_time


class PostingForm(forms.Form):
    """Where and when the notice was put up; the time is the consortium's wall time."""

    how = forms.ChoiceField(choices=PostedBy.choices, label=gettext_lazy("How"))
    where = forms.CharField(
        max_length=150,
        label=gettext_lazy("Where"),
        help_text=gettext_lazy("“City Hall, front door”, an address on the web, a newspaper."),
    )
    at = forms.DateTimeField(label=gettext_lazy("When"), widget=LocalTime)


class CauseForm(forms.Form):
    reason = forms.CharField(
        max_length=300, required=False, label=gettext_lazy("Good cause for a notice shorter than usual")
    )


@in_consortium_time
def notice(request, slug: str):
    """What the public reads, where notices are given; the checklist for whoever runs the meeting."""
    meeting, charter, runs = _readable(request, slug)
    form = PostingForm(request.POST if request.method == "POST" else None, initial={"at": timezone.now()})
    if request.method == "POST":
        if not runs:
            raise PermissionDenied
        if form.is_valid():
            actions.add_posting(meeting, **form.cleaned_data, by=request.person)
            messages.success(request, _("Written down."))
            return redirect("meetings:notice", slug=slug)
    postings = list(meeting.postings.all())
    context = {"meeting": meeting, "notice": notice_of(meeting, charter), "runs": runs}
    context["posted"] = min((posting.at for posting in postings), default=None)
    if runs:
        context |= _for_runner(request.person, meeting, charter) | {"form": form}
    return render(request, "meetings/notice.html", context)


def _for_runner(person, meeting: Meeting, charter: Charter) -> dict:
    cause = ShortNotice.objects.filter(meeting=meeting).first()
    reason, rules = cause.reason if cause else "", rules_for(charter)
    return {
        "mode": NoticeMode(charter.notice_mode),
        "sets_rules": can_set_notice_rules(person),
        "rules": rules,
        "checks": checklist(meeting, charter, rules, reason=reason) if rules else [],
        "postings": meeting.postings.all(),
        "cause_form": CauseForm(initial={"reason": reason}),
        "public": is_public(meeting, charter),
    }


@require_safe
def pdf(request, slug: str):
    """The notice to print and post."""
    meeting, charter, _runs = _readable(request, slug)
    answer = HttpResponse(as_pdf(notice_of(meeting, charter)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="notice-{slug}.pdf"'
    return answer


@login_required
@require_POST
def remove_posting(request, slug: str, pk: int):
    """It was not posted there after all."""
    posting = get_object_or_404(Posting.objects.select_related("meeting"), pk=pk, meeting__slug=slug)
    only_writer(request, posting.meeting)
    actions.remove_posting(posting, by=request.person)
    messages.success(request, _("Removed."))
    return redirect("meetings:notice", slug=slug)


@login_required
@require_POST
def give_cause(request, slug: str):
    """Why the notice came late."""
    meeting = get_object_or_404(Meeting, slug=slug)
    only_writer(request, meeting)
    form = CauseForm(request.POST)
    if form.is_valid():
        actions.give_cause(meeting, **form.cleaned_data, by=request.person)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Say it in at most 300 letters."))
    return redirect("meetings:notice", slug=slug)


def _readable(request, slug: str) -> tuple[Meeting, Charter, bool]:
    meeting = get_object_or_404(Meeting.objects.select_related("venue"), slug=slug)
    charter, runs = Charter.load(), can_write_agenda(request.person, meeting)
    if not runs and not is_public(meeting, charter):
        raise Http404
    return meeting, charter, runs
