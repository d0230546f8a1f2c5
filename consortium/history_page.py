"""Who did what, and when: the whole trail for the coordinator, with who looked at what is protected."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from audit.models import Entry
from consortium.history_words import words
from members.policy import can_edit_roster

READS = (
    "person.name_read",
    "person.data_read",
    "mail.read",
    "data.exported",
    "data.exported_all",
    "attendance.exported",
    "roster.exported",
)
SUBJECTS = (
    ("person", _("People")),
    ("organization", _("Organizations")),
    ("meeting", _("Meetings")),
    ("invitation", _("Invitations")),
    ("minutes", _("Minutes")),
    ("task", _("Tasks")),
    ("mail", _("Mail")),
    ("report", _("Reports")),
    ("sign_in", _("Sign-ins that were refused")),
    ("reads", _("Protected data that was read or exported")),
)


class HistoryForm(forms.Form):
    """What of the trail to show."""

    about = forms.ChoiceField(label=_("About"), required=False, choices=[("", _("Everything")), *SUBJECTS])
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def chosen(self, entries):
        """The entries that fit; a field that is wrong is left aside."""
        wanted = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if wanted.get("about") == "reads":
            entries = entries.filter(verb__in=READS)
        elif wanted.get("about"):
            entries = entries.filter(verb__startswith=f"{wanted['about']}.")
        if wanted.get("first"):
            entries = entries.filter(at__date__gte=wanted["first"])
        if wanted.get("last"):
            entries = entries.filter(at__date__lte=wanted["last"])
        return entries


@login_required
def history_page(request):
    """Newest first, a page at a time; nothing here can be changed or removed."""
    if not can_edit_roster(request.person):
        raise PermissionDenied
    form = HistoryForm(request.GET or None)
    entries = form.chosen(Entry.objects.filter(~Q(verb=""))).select_related("by", "content_type")
    page = Paginator(entries, 100).get_page(request.GET.get("page"))
    page.object_list = entries_with_subjects(page.object_list)
    return render(request, "consortium/history.html", {"form": form, "page": page})


def entries_with_subjects(entries) -> list[Entry]:
    """Each with `words`, what was done in words; its subject is fetched together with the others of its kind.

    One person's reads one after the other are one entry, with those that follow in `more`.
    """
    found: list[Entry] = []
    for entry in entries.prefetch_related("about"):
        before = found[-1] if found else None
        if before and entry.verb in READS and (entry.verb, entry.by_id) == (before.verb, before.by_id):
            before.more.append(entry)
            continue
        entry.words, entry.more = words(entry.verb), []
        entry.facts = ", ".join(
            f"{name.replace('_', ' ')}: {value}"
            for name, value in entry.data.items()
            if value not in ("", None)
        )
        found.append(entry)
    return found
