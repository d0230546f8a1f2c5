"""The list of workgroups, joining and leaving, and the chair's page of who serves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.left_out import for_everyone
from members.models import Person
from workgroups import actions
from workgroups.forms import ChargeForm, DeputyForm, EndForm, JoinForm, RoleForm, WorkgroupForm
from workgroups.models import JoinRequest, Role, Workgroup, WorkgroupKind
from workgroups.policy import (
    can_ask_to_join,
    can_create_workgroup,
    can_give_role,
    can_manage_workgroup,
)


def workgroup_list(request):
    """Every workgroup, then every local task force, with what it is for and how to come in."""
    chairs = Role.objects.current().named_chairs().select_related("person")
    groups = list(
        Workgroup.objects.prefetch_related(Prefetch("roles", chairs, to_attr="chairs_now"), "counties")
    )
    mine, asked = set(), set()
    if request.person is None:
        leave_out = for_everyone()
        for group in groups:
            group.charge = leave_out(group.charge)
    else:
        mine = set(Role.objects.current().filter(person=request.person).values_list("workgroup", flat=True))
        waiting = JoinRequest.objects.filter(person=request.person, answered_at=None)
        asked = set(waiting.values_list("workgroup", flat=True))
    parts = [(kind, [group for group in groups if group.kind == kind]) for kind in WorkgroupKind]
    return render(
        request,
        "workgroups/workgroup_list.html",
        {
            "parts": [(kind, found) for kind, found in parts if found],
            "by_county": by_county(dict(parts)[WorkgroupKind.TASK_FORCE]),
            "mine": mine,
            "asked": asked,
            "creates": can_create_workgroup(request.person),
        },
    )


def by_county(groups) -> list[tuple]:
    """Each county that has a local task force, with those of it; `groups` come with their counties."""
    found: dict = {}
    for group in groups:
        for county in group.counties.all():
            found.setdefault(county, []).append(group)
    return sorted(found.items(), key=lambda pair: pair[0].name)


@login_required
def new_workgroup(request):
    """The coordinator opens a workgroup or a local task force."""
    if not can_create_workgroup(request.person):
        raise PermissionDenied
    form = WorkgroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        group = actions.create_workgroup(by=request.person, **form.cleaned_data)
        return redirect("workgroups:members", group.slug)
    return render(request, "workgroups/workgroup_new.html", {"form": form})


@login_required
@require_POST
def join(request, slug: str):
    """Ask the chair to be let in."""
    group = get_object_or_404(Workgroup, slug=slug)
    form = JoinForm(request.POST)
    if not can_ask_to_join(request.person, group):
        messages.info(request, _("You have asked already, or you are in."))
    elif form.is_valid():
        actions.ask_to_join(group, by=request.person, note=form.cleaned_data["note"])
        messages.success(request, _("The chair was asked."))
    return redirect("workgroup", slug)


@login_required
@require_POST
def leave(request, slug: str):
    """Leave; what was hers to do stays hers until the chair gives it to someone else."""
    actions.leave(get_object_or_404(Workgroup, slug=slug), by=request.person)
    messages.success(request, _("You have left the group."))
    return redirect("workgroup", slug)


def _group_to_manage(request, slug: str) -> Workgroup:
    group = get_object_or_404(Workgroup, slug=slug)
    if not can_manage_workgroup(request.person, group):
        raise PermissionDenied
    return group


@login_required
def members(request, slug: str):
    """Who serves, who asks to join, and what was before; chairs themselves say who serves as what."""
    group = _group_to_manage(request, slug)
    form = _role_form(request, group)
    if request.method == "POST":
        _may_give_role(request, group)
        if form.is_valid() and _given(request, group, form):
            messages.success(request, _("Written down; rights follow the dates."))
            return redirect("workgroups:members", slug)
    today = timezone.localdate()
    roles = group.roles.select_related("person").order_by("since", "pk")
    return render(
        request,
        "workgroups/members.html",
        {
            "workgroup": group,
            "keeps": True,
            "gives": can_give_role(request.person, group),
            "form": form if isinstance(form, RoleForm) else _role_form(request, group, bound=False),
            "deputy_form": form if isinstance(form, DeputyForm) else _deputy_form(request, group),
            "current": [r for r in roles if r.until is None or r.until >= today],
            "former": [r for r in roles if r.until and r.until < today],
            "requests": group.join_requests.filter(answered_at=None).select_related("person"),
            "charge_form": ChargeForm(initial={"charge": group.charge}),
            "today": today,
        },
    )


def _role_form(request, group, *, bound=True):
    """The form that was sent: a deputy's, or any other role's."""
    sent = request.POST if bound and request.method == "POST" else None
    if sent is not None and "deputy" in sent:
        return _deputy_form(request, group, sent)
    people = Person.objects.filter(is_active=True)
    if not request.person.is_coordinator:
        people = people.filter(pk__in=group.roles.values("person"))
    return RoleForm(sent, people=people, viewer=request.viewer)


def _deputy_form(request, group, sent=None):
    serving = Person.objects.filter(is_active=True, pk__in=group.roles.current().values("person"))
    return DeputyForm(sent, people=serving, viewer=request.viewer, auto_id="deputy_%s")


def _may_give_role(request, group) -> None:
    if not can_give_role(request.person, group):
        raise PermissionDenied


def _given(request, group, form) -> bool:
    """Whether the role was written; a contradiction in the dates is said at the field."""
    act = actions.name_deputy if isinstance(form, DeputyForm) else actions.give_role
    try:
        act(group, by=request.person, **form.cleaned_data)
    except actions.NotPossible as why:
        form.add_error("since", str(why))
        return False
    return True


@login_required
@require_POST
def answer(request, slug: str, pk: int):
    """Accept or decline someone who asked."""
    group = _group_to_manage(request, slug)
    asked = get_object_or_404(group.join_requests, pk=pk)
    actions.answer_request(asked, accept="accept" in request.POST, by=request.person)
    return redirect("workgroups:members", slug)


@login_required
@require_POST
def end(request, slug: str, pk: int):
    """Give a role its last day."""
    group = _group_to_manage(request, slug)
    _may_give_role(request, group)
    role = get_object_or_404(group.roles, pk=pk)
    form = EndForm(request.POST)
    try:
        if not form.is_valid():
            raise actions.NotPossible(_("Give the last day."))
        actions.end_role(role, on=form.cleaned_data["on"], by=request.person)
    except actions.NotPossible as why:
        messages.error(request, str(why))
    return redirect("workgroups:members", slug)


@login_required
@require_POST
def charge(request, slug: str):
    """Say anew what the group is for."""
    group = _group_to_manage(request, slug)
    form = ChargeForm(request.POST)
    if form.is_valid():
        actions.rewrite_charge(group, charge=form.cleaned_data["charge"], by=request.person)
    return redirect("workgroups:members", slug)
