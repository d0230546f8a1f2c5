"""What goes out by itself: the coming month, and the rules behind it."""

from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.models import Charter
from charter.workdays import holidays
from mail.policy import can_edit_rules
from mail.rules import actions
from mail.rules.book import all_rules, find_rule, planned
from mail.rules.forms import RuleForm
from mail.rules.kinds import kind_of, kinds
from mail.views.access import allowed

DAYS = 30


@allowed(can_edit_rules)
def coming(request):
    """Every letter of the next 30 days, by day, with those who would get it as of now."""
    first = timezone.now().astimezone(ZoneInfo(Charter.load().time_zone)).date()
    last = first + timedelta(days=DAYS)
    letters = [letter for letter in planned(first, last) if letter.people]
    days = [(day, list(found)) for day, found in groupby(letters, key=lambda letter: letter.day)]
    context = {
        "days": days,
        "first": first,
        "last": last,
        "holidays": [(day, name) for day, name in sorted(holidays().items()) if first <= day <= last],
        "mails": sum(len(letter.people) for letter in letters if not letter.skipped),
    }
    return render(request, "mail/rules/coming.html", context)


@allowed(can_edit_rules)
def rules(request):
    """Every rule in one sentence."""
    book = all_rules()
    return render(request, "mail/rules/rules.html", {"kinds": [(kind, book[kind.code]) for kind in kinds()]})


@allowed(can_edit_rules)
def rule(request, code: str):
    """Edit one rule; `reset` brings its default back."""
    found = find_rule(code)
    if found is None:
        raise Http404
    kind = kind_of(found.kind)
    if request.method == "POST" and "reset" in request.POST:
        actions.reset_rule(found, by=request.person)
        messages.success(request, _("“%(label)s” is as it was at the beginning.") % {"label": kind.label})
        return redirect("mail:rules")
    form = RuleForm(request.POST or None, instance=found, kind=kind)
    if request.method == "POST" and form.is_valid():
        actions.save_rule(form.save(), by=request.person)
        messages.success(request, _("“%(label)s” is saved.") % {"label": kind.label})
        return redirect("mail:rules")
    return render(request, "mail/rules/rule.html", {"form": form, "kind": kind, "rule": find_rule(code)})


class SkipForm(forms.Form):
    rule = forms.SlugField(max_length=60)
    subject = forms.CharField(max_length=80)
    day = forms.DateField()


@allowed(can_edit_rules)
@require_POST
def skip(request):
    """Leave one letter out, or send it after all."""
    form = SkipForm(request.POST)
    if not form.is_valid() or find_rule(form.cleaned_data["rule"]) is None:
        raise Http404
    back = "send" in request.POST
    (actions.send_after_all if back else actions.skip)(**form.cleaned_data, by=request.person)
    messages.success(request, _("It will be sent.") if back else _("It will not be sent."))
    return redirect("mail:coming")
