"""Joining, as the applicant sees it. No page tells whether an address or a name is known here."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from charter.rate_limit import too_many
from mail.links import read
from members import actions
from members.enums import ApplicationState
from members.forms.joining import AnswerForm, ApplicationForm
from members.models import Application

MOST_AN_HOUR = 5


def join(request):
    """The application form, for anyone."""
    form = ApplicationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_many(request, "join", most=MOST_AN_HOUR):
            return render(request, "429.html", status=429)
        if not form.cleaned_data["fax"]:
            places = {name: form.cleaned_data[name] for name in ("counties", "tribes")}
            actions.apply_to_join(form.save(commit=False), **places)
        return redirect("members:join_sent")
    return render(request, "members/join.html", {"form": form})


def sent(request):
    """A mail is on its way."""
    return render(request, "members/join_sent.html")


def own_application(request, token: str):
    """The applicant's own page, from the mail: confirm it, answer a question, read what was decided."""
    application = _application(token)
    form = AnswerForm(request.POST if "answer" in request.POST else None)
    if request.method == "POST":
        if application.state == ApplicationState.UNCONFIRMED:
            actions.confirm(application)
            return redirect("members:join_own", token=token)
        if application.state == ApplicationState.ASKED and form.is_valid():
            actions.answer_question(application, answer=form.cleaned_data["answer"])
            return redirect("members:join_own", token=token)
    answer = render(
        request,
        "members/join_own.html",
        {"application": application, "form": form, "neutral": application.neutral},
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


def _application(token: str) -> Application:
    found = read("join", token)
    if found is None:
        raise Http404
    return get_object_or_404(Application.objects.select_related("sector"), pk=found[0])
