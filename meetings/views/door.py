"""Check-in on the day: by the coordinator, or by a door helper with a signed link that shows labels only."""

import json
from functools import wraps
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from charter.models import Charter
from mail.links import read, sign
from meetings.actions import NotPossible, TooLate
from meetings.actions import hold as hold_meeting
from meetings.actions.door import Press, give_pass, note, revoke_pass
from meetings.door import Seat, as_json, guests_at, prepare, register, room, seats_at, seats_of, who, words
from meetings.door_forms import PassForm, PressForm, WalkInForm, is_client_id, pressed_at, pressed_in_list
from meetings.enums import MeetingState
from meetings.models import DoorPass, Meeting
from meetings.policy import can_check_in_protected
from meetings.views.access import meeting_to_keep
from members.models import Organization

MOST_AT_ONCE = 200
SEATS_ON_A_PAGE = 100  # the page's script finds the others in the register, also without a network


class Keeper:
    """Who keeps this door: a person who may, or whoever holds a door pass. Only the first reads names."""

    def __init__(self, meeting: Meeting, *, person=None, viewer=None, door_pass=None, token: str = ""):
        self.meeting, self.person, self.viewer = meeting, person, viewer
        self.door_pass, self.token = door_pass, token

    def address(self, name: str = "") -> str:
        """The page, or the place its script sends to or asks: below the link that was opened, and no other.

        The worker keeps what lies under one address; a link signed anew would be another.
        """
        if self.door_pass:
            return reverse(f"meetings:door{name}", args=[self.token])
        return reverse(f"meetings:check_in{name}", args=[self.meeting.slug])

    def take(self, press: Press):
        return note(self.meeting, press, by=self.person, door_pass=self.door_pass)

    @property
    def whole(self) -> bool:
        """Whether she may see and note protected seats."""
        return self.person is not None and can_check_in_protected(self.person)

    def named(self, find: str) -> list[int]:
        """The organizations of this door that have these letters in their name."""
        seats = seats_at(whole=self.whole).values_list("pk", "name")
        return [pk for pk, name in seats if find.lower() in name.lower()]


def keeps_the_door(view):
    """Turns the slug of a page, or the token of a link, into the Keeper that the view is given."""

    @wraps(view)
    def by_person(request, slug: str):
        meeting = meeting_to_keep(request, slug)
        return view(request, Keeper(meeting, person=request.person, viewer=request.viewer))

    @wraps(view)
    def by_pass(request, token: str):
        ids = read("door", token)
        valid = DoorPass.objects.valid().select_related("meeting")
        door_pass = valid.filter(pk=ids[0], given_by=ids[1]).first() if ids else None
        if door_pass is None:
            raise Http404
        return view(request, Keeper(door_pass.meeting, door_pass=door_pass, token=token))

    return login_required(by_person), by_pass


@keeps_the_door
def _page(request, keeper: Keeper):
    """Every organization with its buttons; a press without the page's script is a plain form."""
    if keeper.meeting.door_is_shut:
        return _shut(request, keeper)
    form = WalkInForm(request.POST if "walk_in" in request.POST else None)
    if request.method == "POST" and (answer := _pressed(request, keeper, form)):
        return answer
    charter, meeting, find = Charter.load(), keeper.meeting, request.GET.get("q", "").strip()
    page = Paginator(keeper.named(find), SEATS_ON_A_PAGE).get_page(request.GET.get("page"))
    seats = seats_of(meeting, list(page), viewer=keeper.viewer, whole=keeper.whole)
    context = {
        "meeting": meeting,
        "keeper": keeper,
        "blank": Seat(Organization(pk="{pk}", name="{name}")),  # the page's script fills it in
        "room": room(meeting, timezone.now(), whole=keeper.whole),
        "seats": [(seat, words(seat, charter, keeper.viewer)) for seat in seats],
        "page": page,
        "find": find,
        "form": form,
        "notes": keeper.address("_notes"),
        "state": keeper.address("_state"),
        "register": keeper.address("_register") if find or page.has_other_pages() else "",
        "worker": keeper.address("_worker"),
        "scope": keeper.address(),
    }
    if keeper.viewer:
        rows = list(guests_at(meeting, whole=keeper.whole))
        prepare(keeper.viewer, rows)
        guests = [(who(row, keeper.viewer), row.organization) for row in rows]
        context |= {"passes": _passes(meeting), "pass_form": PassForm(), "guests": guests}
    return render(request, "meetings/check_in.html", context)


def _shut(request, keeper: Keeper):
    """A press now would say a wrong time: who was there is put right in the list of attendance."""
    cancelled = keeper.meeting.state == MeetingState.CANCELLED
    said = (
        _("This meeting was cancelled.") if cancelled else _("The door is closed: put right here who came.")
    )
    messages.info(request, said)
    if keeper.person is None:
        return redirect("home")
    return redirect("meetings:meeting" if cancelled else "meetings:attendance", slug=keeper.meeting.slug)


def _pressed(request, keeper: Keeper, walk_in: WalkInForm):
    """The answer to a good press; None where the page has to say what is wrong with it."""
    if "walk_in" in request.POST and not walk_in.is_valid():
        return None
    pressed = walk_in.press() if walk_in.is_bound else pressed_in_list(request.POST)
    form = PressForm(pressed, whole=keeper.whole, viewer=keeper.viewer)
    back = keeper.address() + (f"?{request.GET.urlencode()}" if request.GET else "")
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(back)
    try:
        told = keeper.take(form.press(timezone.now()))
        if told.words:
            messages.info(request, told.words)
    except TooLate as error:
        messages.error(request, str(error))
    place = form.cleaned_data["organization"]
    return redirect(back + (f"#seat-{place.pk}" if place else ""))


def _passes(meeting: Meeting) -> list[tuple[DoorPass, str]]:
    return [
        (found, reverse("meetings:door", args=[sign("door", found.pk, found.given_by_id)]))
        for found in meeting.door_passes.valid()
    ]


@keeps_the_door
def _notes(request, keeper: Keeper):
    """Presses that a device kept, oldest first: each is answered, also one that was sent before."""
    try:
        sent = json.loads(request.body)
        notes, clock = list(sent["notes"])[:MOST_AT_ONCE], sent["now"]
    except (KeyError, TypeError, ValueError, RawPostDataException):
        return JsonResponse({"error": "unreadable"}, status=400)
    results = [_answer(keeper, found, clock) for found in notes if isinstance(found, dict)]
    return JsonResponse({"results": results, "state": _state_of(keeper)})


def _answer(keeper: Keeper, found: dict, clock) -> dict:
    form = PressForm(found, whole=keeper.whole, viewer=keeper.viewer)
    if not is_client_id(found.get("id")) or not form.is_valid():
        return {"id": found.get("id"), "outcome": "conflict", "told": _("This could not be understood.")}
    try:
        told = keeper.take(form.press(pressed_at(found, clock)))
    except TooLate as error:
        return {"id": found["id"], "outcome": "conflict", "told": str(error)}
    return {"id": found["id"], "outcome": told.outcome, "told": told.words}


@keeps_the_door
def _state(request, keeper: Keeper):
    """The figures and the seats, for a page that refreshes itself."""
    return JsonResponse(_state_of(keeper))


def _state_of(keeper: Keeper) -> dict:
    return as_json(keeper.meeting, timezone.now(), viewer=keeper.viewer, whole=keeper.whole)


@keeps_the_door
def _register(request, keeper: Keeper):
    """Every organization that may be checked in here, for the page's script to find one while its name is typed."""
    return JsonResponse({"seats": register(keeper.meeting, viewer=keeper.viewer, whole=keeper.whole)})


@keeps_the_door
def _worker(request, keeper: Keeper):
    """The service worker that shows this one page again without a network; its scope is that page."""
    script = Path(finders.find("js/door_worker.js")).read_text(encoding="utf-8")
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = keeper.address()
    return answer


check_in, door = _page
check_in_notes, door_notes = (require_POST(view) for view in _notes)
check_in_state, door_state = (require_safe(view) for view in _state)
check_in_register, door_register = (require_safe(view) for view in _register)
check_in_worker, door_worker = (require_safe(view) for view in _worker)


@login_required
@require_POST
def name_helper(request, slug: str):
    """A door pass for someone without the coordinator's rights."""
    meeting = meeting_to_keep(request, slug)
    form = PassForm(request.POST)
    if form.is_valid():
        give_pass(meeting, **form.cleaned_data, by=request.person)
        messages.success(
            request, _("The link is below. It shows labels only and runs out after the meeting.")
        )
    else:
        messages.error(request, _("Say who keeps the door."))
    return redirect(reverse("meetings:check_in", args=[slug]) + "#helpers")


@login_required
@require_POST
def end_pass(request, slug: str, pk: int):
    """The link is dead at once."""
    meeting = meeting_to_keep(request, slug)
    revoke_pass(get_object_or_404(DoorPass, pk=pk, meeting=meeting), by=request.person)
    messages.success(request, _("That link no longer works. What was noted with it stays."))
    return redirect(reverse("meetings:check_in", args=[slug]) + "#helpers")


@login_required
@require_POST
def hold(request, slug: str):
    """Write down that the meeting took place."""
    meeting = meeting_to_keep(request, slug)
    try:
        if hold_meeting(meeting, by=request.person):
            messages.success(request, _("Noted: the meeting was held."))
        else:
            messages.error(request, _("A meeting can be noted as held once it has begun, and once only."))
    except (TooLate, NotPossible) as error:
        messages.error(request, str(error))
    return redirect("meetings:attendance", slug=slug)
