"""What I say of myself, who may see it, and exactly what each audience sees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from members import actions
from members.actions.listing_ends import NOTICE
from members.consent_texts import CURRENT, TEXTS
from members.directory import seats_shown
from members.enums import Audience, ListedTo
from members.forms.people import ListingForm, MeForm, MyMailForm
from members.models import Person
from members.visibility import Viewer


@login_required
def me(request):
    """My names and fields, my mail, my listing: three small forms on one page."""
    person = request.person
    form = MeForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        actions.edit_person(person, changes=form.cleaned_data, by=person)
        messages.success(request, _("Saved. This is how others see you now."))
        return redirect("members:seen")
    return _me_page(request, form=form)


@login_required
def listing(request):
    """Who may find me, and what they read."""
    form = ListingForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        actions.agree(request.person, choices=form.choices(), by=request.person)
        messages.success(request, _("Saved. This is what others see of you now."))
        return redirect("members:seen")
    return _me_page(request, listing_form=form)


@login_required
def mail(request):
    """How mail reaches me."""
    form = MyMailForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        person = request.person
        actions.edit_person(person, changes={"language": form.cleaned_data.pop("language")}, by=person)
        actions.choose_channel(
            person,
            contact_name=person.contact_name,
            contact_email=person.contact_email,
            by=person,
            **form.cleaned_data,
        )
        messages.success(request, _("Saved."))
        return redirect("members:me")
    return _me_page(request, mail_form=form)


def _me_page(request, *, form=None, listing_form=None, mail_form=None):
    person, today = request.person, timezone.localdate()
    consents = list(person.consents.open().of_people())
    ends = min((consent.expires_on for consent in consents), default=None)
    context = {
        "form": form or MeForm(instance=Person.objects.get(pk=person.pk)),
        "listing_form": listing_form or ListingForm(person=person),
        "mail_form": mail_form or MyMailForm(person=person),
        "words": TEXTS[CURRENT],
        "ends": ends,
        "over": ends is not None and ends <= today,
        "soon": ends is not None and today < ends <= today + NOTICE,
    }
    return render(request, "members/me.html", context)


@login_required
@require_POST
def hide(request):
    """Withdraw every consent; the very next page anyone opens knows (R7)."""
    actions.withdraw_all(request.person, by=request.person)
    messages.success(request, _("Done: nobody finds you in a directory now. Nothing else has changed."))
    return redirect("members:seen")


@login_required
@require_POST
def renew(request):
    """Agree once more, for a year."""
    actions.renew(request.person, by=request.person)
    messages.success(request, _("Renewed for a year."))
    return redirect("members:seen")


@login_required
def seen(request):
    """What others see of me: for each audience exactly what the one rule gives it."""
    person = request.person
    seats = list(
        person.representations.on(timezone.localdate()).select_related("organization__sector", "person")
    )
    audiences = [
        (ListedTo.PUBLIC.label, Viewer(Audience.PUBLIC)),
        (_("Members"), Viewer(Audience.MEMBER)),
        (ListedTo.WORKGROUP.label, Viewer(Audience.MEMBER, colleagues=lambda: [person.pk])),
        (
            _("Chairs of my workgroups"),
            Viewer(
                Audience.MEMBER,
                colleagues=lambda: [person.pk],
                led=lambda: [person.pk],
            ),
        ),
        (_("The coordinator"), Viewer(Audience.COORDINATOR)),
    ]
    rows = [(label, _as_read_by(viewer, person, seats)) for label, viewer in audiences]
    return render(request, "members/seen.html", {"rows": rows})


def _as_read_by(viewer: Viewer, person: Person, seats) -> dict:
    """How this viewer calls her, what else the viewer reads, and what not."""
    listed = viewer.may_list(person)
    beside = seats_shown(viewer, person, seats) if listed else []
    fields = [
        (_("E-mail"), viewer.email(person)),
        (_("Phone"), viewer.phone(person)),
        (pgettext("person", "Title"), viewer.title(person)),
        (_("Pronouns"), viewer.pronouns(person)),
        (_("Whom I represent"), ", ".join(seat.organization.name for seat in beside)),
    ]
    return {
        "called": viewer.name(person),
        "listed": listed,
        "shown": [(name, value) for name, value in fields if value],
        "hidden": [name for name, value in fields if not value],
    }
