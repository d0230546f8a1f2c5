"""Someone says from her mail that she stays."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from mail.links import read
from members.actions.staying import let_stay
from members.models import StayQuestion


def stay(request, token: str):
    """GET only asks, since scanners follow links; POST keeps her. Past the day there is nothing to keep."""
    ids = read("stay", token)
    if ids is None:
        raise Http404
    questions = StayQuestion.objects.filter(person=ids[1], person__is_active=True).select_related("person")
    question = get_object_or_404(questions, pk=ids[0])
    if request.method == "POST":
        let_stay(question, by=question.person)
        return redirect("members:stay", token=token)
    context = {"question": question, "neutral": question.person.neutral}
    return render(request, "members/stay.html", context)
