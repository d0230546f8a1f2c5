"""Applications as the coordinator reviews them: approve, ask or decline, each with a letter to change first."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from members import actions
from members.actions.joining import Admission
from members.forms.joining import ApproveForm, LetterForm, QuestionForm, same_address
from members.letters import proposed_text
from members.models import Application
from members.views.access import only_coordinator


@login_required
def applications(request):
    """What waits for a decision, the oldest first; everything that was decided on request."""
    only_coordinator(request)
    show_all = "all" in request.GET
    found = Application.objects.to_review()
    if show_all:
        found = Application.objects.exclude(pk__in=Application.objects.unconfirmed().values("pk"))
    found = found.select_related("sector").order_by("-made_at" if show_all else "made_at")
    return render(
        request,
        "members/applications.html",
        {"page": Paginator(found, 50).get_page(request.GET.get("page")), "show_all": show_all},
    )


@login_required
def application(request, pk: int):
    """What was asked for, in the applicant's words, and who on the roster it may be."""
    found = _application(request, pk)
    return render(
        request,
        "members/application.html",
        {
            "application": found,
            "known": same_address(found),
            "open": found in Application.objects.to_review(),
        },
    )


@login_required
def approve(request, pk: int):
    """Let them in: the seat, the person, the letter."""
    found = _application(request, pk)
    initial = {"letter": proposed_text("application_approved", found)}
    form = ApproveForm(request.POST or None, application=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        admission = Admission(
            organization=given.get("existing"),
            fields=form.fields_of_seat(),
            person=given.get("person"),
            channel=given.get("channel", ""),
            letter=given["letter"],
        )
        return _act(
            request,
            found,
            lambda: actions.approve(found, admission=admission, by=request.person),
            _("They are in. The letter is on its way, and invitations to the meetings still to come follow."),
        )
    return _page(request, found, form, "approve")


@login_required
def ask(request, pk: int):
    """Ask a question first."""
    found = _application(request, pk)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        question = form.cleaned_data["question"]
        return _act(
            request,
            found,
            lambda: actions.ask_applicant(found, question=question, by=request.person),
            _("The question is on its way."),
        )
    return _page(request, found, form, "ask")


@login_required
def decline(request, pk: int):
    """Say no, kindly."""
    found = _application(request, pk)
    initial = {"letter": proposed_text("application_declined", found)}
    form = LetterForm(request.POST or None, application=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        letter = form.cleaned_data["letter"]
        return _act(
            request,
            found,
            lambda: actions.decline(found, letter=letter, by=request.person),
            _("Declined. The letter is on its way."),
        )
    return _page(request, found, form, "decline")


def _act(request, found: Application, act, said: str):
    try:
        act()
        messages.success(request, said)
    except actions.NotPossible as error:
        messages.error(request, str(error))
    return redirect("members:application", pk=found.pk)


def _page(request, found: Application, form, act: str):
    context = {"application": found, "form": form, "act": act}
    return render(request, "members/application_act.html", context)


def _application(request, pk: int) -> Application:
    only_coordinator(request)
    return get_object_or_404(Application.objects.select_related("sector", "organization", "person"), pk=pk)
