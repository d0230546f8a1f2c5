"""Organizations: the list, narrowed and found as one types, and the page that joins what the apps know of one."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from meetings.absences import kept_meetings, lines, missed_in_a_row
from members.consent_texts import CURRENT_OF_SEAT, TEXTS
from members.directory import find_organizations, representatives_shown
from members.forms.organizations import (
    DocumentForm,
    LastDayForm,
    OrganizationFilterForm,
    SeatForm,
    StatusForm,
)
from members.models import OrganizationChange
from members.policy import can_edit_organization, can_edit_roster, can_read_papers, can_speak_for
from members.views.access import organization_to_see
from workgroups.models import Workgroup

SHOWN = 25
QUARTERS = 8


@login_required
def organizations(request):
    """Every seat that the viewer may find, narrowed by the filters in the address."""
    viewer = request.viewer
    form = OrganizationFilterForm(request.GET, viewer=viewer, workgroups=Workgroup.objects.all())
    page = Paginator(find_organizations(viewer, form.wanted()), SHOWN).get_page(request.GET.get("page"))
    keeps = can_edit_roster(request.person)
    return render(
        request,
        "consortium/organizations.html",
        {
            "form": form,
            "page": page,
            "rows": [(seat, viewer.sector(seat)) for seat in page],
            "keeps": keeps,
            "changes": OrganizationChange.objects.filter(seen_at=None).count() if keeps else 0,
        },
    )


@login_required
def organization(request, pk: int):
    """Who it is, where it works, who represents it, what it was, and what came of it."""
    organization = organization_to_see(request, pk)
    viewer, today, keeps = request.viewer, timezone.localdate(), can_edit_roster(request.person)
    seats = list(organization.representations.select_related("person").order_by("-role", "-since", "pk"))
    now = [seat for seat in seats if seat.until is None or seat.until >= today]
    context = {
        "organization": organization,
        "sector": viewer.sector(organization),
        "today": today,
        "keeps": keeps,
        "edits": can_edit_organization(request.person, organization),
        "seats": representatives_shown(viewer, organization, [s for s in now if not _begins_later(s, today)]),
        "coming": [seat for seat in now if keeps and _begins_later(seat, today)],
        "former": [seat for seat in seats if keeps and seat not in now],
        "states": organization.status_changes.all(),
        "speaks": can_speak_for(request.person, organization),
        "consent": organization.consents.on(today).first(),
        "consent_words": TEXTS[CURRENT_OF_SEAT],
        "papers": can_read_papers(request.person, organization),
    }
    if context["papers"]:
        attended = lines([organization], kept_meetings(timezone.now(), last=QUARTERS))[organization.pk]
        context |= {
            "documents": organization.documents.all(),
            "attended": attended[::-1],
            "missed": len(missed_in_a_row(attended)),
            "changes": organization.changes.select_related("by")[:20],
        }
    if keeps:
        context |= {
            "status_form": StatusForm(initial={"status": organization.status}),
            "document_form": DocumentForm(auto_id="document_%s"),
            "seat_form": SeatForm(auto_id="seat_%s"),
            "last_day_form": LastDayForm(),
        }
    return render(request, "consortium/organization.html", context)


def _begins_later(seat, today) -> bool:
    return seat.since is not None and seat.since > today
