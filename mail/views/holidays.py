"""The days on which nothing is sent by itself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.models import Holiday
from mail.policy import can_edit_rules
from mail.rules import actions
from mail.rules.forms import HolidayForm
from mail.views.access import allowed


@allowed(can_edit_rules)
def holidays(request):
    """This year's and the next ones', and a form for another."""
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        holiday = actions.add_holiday(**form.cleaned_data, by=request.person)
        messages.success(request, _("%(name)s is added.") % {"name": holiday.name})
        return redirect("mail:holidays")
    coming = Holiday.objects.filter(day__gte=timezone.localdate())
    return render(request, "mail/rules/holidays.html", {"form": form, "holidays": coming})


@allowed(can_edit_rules)
@require_POST
def remove(request, pk: int):
    """Offices are open on that day after all."""
    holiday = get_object_or_404(Holiday, pk=pk)
    name = holiday.name
    actions.remove_holiday(holiday, by=request.person)
    messages.success(request, _("%(name)s is removed.") % {"name": name})
    return redirect("mail:holidays")
