"""The directory of people as the viewer may read it, and the coordinator's record of each."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import actions
from members.directory import find_people, seats_shown
from members.forms.people import AddressForm, ChannelForm, NewPersonForm, PeopleFilterForm, PersonForm
from members.policy import can_edit_roster
from members.views.access import only_coordinator, person_to_keep, person_to_see

SHOWN = 25


@login_required
def people(request):
    """Who agreed to be found, by the names they chose; everyone, for the coordinator."""
    viewer = request.viewer
    form = PeopleFilterForm(request.GET, viewer=viewer)
    page = Paginator(find_people(viewer, form.wanted()), SHOWN).get_page(request.GET.get("page"))
    viewer.prepare(page.object_list)
    rows = [
        {
            "person": person,
            "seats": seats_shown(viewer, person, person.seats_now),
            **_fields(viewer, person),
        }
        for person in page
    ]
    context = {"form": form, "page": page, "rows": rows, "keeps": can_edit_roster(request.person)}
    return render(request, "members/people.html", context)


@login_required
def person(request, handle: str):
    """One person as the viewer may read her."""
    person = person_to_see(request, handle)
    seats = person.representations.select_related("organization__sector").order_by("-since", "-pk")
    context = {
        "person": person,
        "seats": seats_shown(request.viewer, person, seats),
        "today": timezone.localdate(),
        **_fields(request.viewer, person),
        "keeps": can_edit_roster(request.person),
    }
    if context["keeps"]:
        context |= {
            "channel_form": _channel_form(person),
            "addresses": _addresses(person),
            "address_form": AddressForm(),
            "hides": person.display_name or person.protected,
        }
    return render(request, "members/person.html", context)


def _fields(viewer, person) -> dict[str, str]:
    """What of her record this viewer may read."""
    return {name: getattr(viewer, name)(person) for name in ("email", "phone", "title", "pronouns")}


def _channel_form(person, data=None) -> ChannelForm:
    names = ("channel", "discreet", "contact_name", "contact_email")
    return ChannelForm(data, initial={name: getattr(person, name) for name in names})


def _addresses(person) -> list[dict]:
    """Every address of hers, which is preferred, and whether it signs in."""
    rows = list(EmailAddress.objects.filter(user=person).order_by("pk"))
    listed = [{"email": r.email, "row": r, "signs_in": r.verified} for r in rows]
    if person.email and person.email.lower() not in {r.email.lower() for r in rows}:
        listed.insert(0, {"email": person.email, "row": None, "signs_in": False})
    for entry in listed:
        entry["preferred"] = entry["email"].lower() == person.email.lower()
        entry["shared"] = actions.held_by_others(person, entry["email"])
    return listed


@login_required
def new(request):
    """The coordinator adds someone; nobody is written to by this."""
    only_coordinator(request)
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = actions.add_person(by=request.person, **form.cleaned_data)
        messages.success(request, _("Added. Nobody was written to."))
        return redirect("members:person", added.handle)
    return render(request, "members/person_form.html", {"form": form, "title": _("Someone new")})


@login_required
def edit(request, handle: str):
    """The coordinator corrects a record."""
    person = person_to_keep(request, handle)
    form = PersonForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        fresh = person_to_keep(request, handle)
        actions.edit_person(fresh, changes=form.cleaned_data, by=request.person)
        messages.success(request, _("Saved."))
        return redirect("members:person", handle)
    return render(request, "members/person_form.html", {"form": form, "person": person, "title": _("Edit")})


@login_required
def channel(request, handle: str):
    """How mail reaches her; what waited for this decision leaves at once."""
    person = person_to_keep(request, handle)
    form = _channel_form(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        left = actions.choose_channel(person, by=request.person, **form.cleaned_data)
        messages.success(request, _("Decided. Mail that waited: %(left)d on its way.") % {"left": left})
        return redirect("members:person", handle)
    title = _("How mail reaches this person")
    return render(request, "members/person_form.html", {"form": form, "person": person, "title": title})


@login_required
@require_POST
def addresses(request, handle: str):
    """Add, prefer, remove, or let sign in; one press each."""
    person, by = person_to_keep(request, handle), request.person
    rows = EmailAddress.objects.filter(user=person)
    try:
        if "prefer" in request.POST:
            actions.prefer_address(get_object_or_404(rows, pk=request.POST["prefer"]), by=by)
        elif "remove" in request.POST:
            actions.remove_address(get_object_or_404(rows, pk=request.POST["remove"]), by=by)
        elif "give" in request.POST:
            actions.give_address(person, email=_own(person, request.POST["give"]), by=by)
        else:
            form = AddressForm(request.POST)
            if not form.is_valid():
                raise actions.NotPossible(form.errors["email"][0])
            actions.add_address(person, email=form.cleaned_data["email"], by=by)
        messages.success(request, _("Written down."))
    except actions.NotPossible as why:
        messages.error(request, str(why))
    return redirect("members:person", handle)


def _own(person, email: str) -> str:
    own = {entry["email"].lower() for entry in _addresses(person)}
    if email.lower() not in own:
        raise actions.NotPossible(_("Add the address first."))
    return email
