"""What is kept how long, for the coordinator: to read, to change, and to keep someone."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from audit.models import Entry
from charter.models import Charter
from consortium.retention import schedule
from library.actions import edit_facts
from mail.views.access import allowed
from members.actions.staying import let_stay
from members.models import StayQuestion
from members.policy import can_edit_roster

SHOWN = 200


class ScheduleForm(forms.ModelForm):
    """How long each is kept."""

    class Meta:
        model = Charter
        fields = [
            *["keep_answers_months", "keep_needs_days", "keep_mail_months", "keep_sign_ins_days"],
            *["ask_inactive_months", "inactive_answer_days"],
        ]
        labels = {
            "keep_answers_months": gettext_lazy("Answers to invitations: months after the meeting"),
            "keep_needs_days": gettext_lazy("Meals and access needs: days after the meeting"),
            "keep_mail_months": gettext_lazy("The text of mail that left: months"),
            "keep_sign_ins_days": gettext_lazy("Sign-ins: days"),
            "ask_inactive_months": gettext_lazy("Ask people of whom nothing was heard for so many months"),
            "inactive_answer_days": gettext_lazy("Days they have to answer"),
        }


@allowed(can_edit_roster)
def retention_page(request):
    """The schedule in words, what the next run would do, and who was asked whether she stays."""
    charter = Charter.load()
    form = ScheduleForm(request.POST or None, instance=charter)
    if request.method == "POST" and form.is_valid():
        edit_facts(form, by=request.person)
        messages.success(request, _("Saved. The next run keeps to it."))
        return redirect("retention")
    if form.errors:
        charter = Charter.load()
    asked = list(StayQuestion.objects.filter(settled_at=None).select_related("person")[:SHOWN])
    request.viewer.prepare(question.person for question in asked)
    context = {
        "form": form,
        "schedule": schedule(timezone.now(), charter),
        "asked": asked,
        "last": Entry.objects.filter(verb="retention.run").first(),
    }
    return render(request, "consortium/retention.html", context)


@allowed(can_edit_roster)
@require_POST
def keep_person(request, pk: int):
    """The coordinator knows better: she stays."""
    question = get_object_or_404(StayQuestion.objects.select_related("person"), pk=pk)
    if let_stay(question, by=request.person):
        messages.success(request, _("She stays."))
    return redirect("retention")
