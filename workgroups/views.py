"""The list of workgroups, joining and leaving, and the chair's page of who serves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.models import Person
from workgroups import actions
from workgroups.forms import ChargeForm, EndForm, JoinForm, RoleForm, WorkgroupForm
from workgroups.models import Role, Workgroup
from workgroups.policy import can_ask_to_join, can_create_workgroup, can_manage_workgroup


def workgroup_list(request):
    """Every workgroup and local task force, with what it is for."""
    chairs = Role.objects.current().chairs().select_related("person")
    groups = Workgroup.objects.prefetch_related(Prefetch("roles", chairs, to_attr="chairs_now"), "counties")
    mine = set()
    if request.person:
        mine = set(Role.objects.current().filter(person=request.person).values_list("workgroup", flat=True))
    return render(
        request,
        "workgroups/workgroup_list.html",
        {"groups": groups, "mine": mine, "creates": can_create_workgroup(request.person)},
    )


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
        messages.info(request, "You have asked already, or you are in.")
    elif form.is_valid():
        actions.ask_to_join(group, by=request.person, note=form.cleaned_data["note"])
        messages.success(request, "The chair was asked.")
    return redirect("workgroup", slug)


@login_required
@require_POST
def leave(request, slug: str):
    """Leave; what was hers to do stays hers until the chair gives it to someone else."""
    actions.leave(get_object_or_404(Workgroup, slug=slug), by=request.person)
    messages.success(request, "You have left the group.")
    return redirect("workgroup", slug)


def _group_to_manage(request, slug: str) -> Workgroup:
    group = get_object_or_404(Workgroup, slug=slug)
    if not can_manage_workgroup(request.person, group):
        raise PermissionDenied
    return group


@login_required
def members(request, slug: str):
    """Who serves, who asks to join, and what was before."""
    group = _group_to_manage(request, slug)
    people = Person.objects.filter(is_active=True)
    if not request.person.is_coordinator:
        people = people.filter(pk__in=group.roles.values("person"))
    form = RoleForm(request.POST or None, people=people, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(group, by=request.person, **form.cleaned_data)
        except actions.NotPossible as why:
            form.add_error("since", str(why))
        else:
            messages.success(request, "Written down; rights follow the dates.")
            return redirect("workgroups:members", slug)
    today = timezone.localdate()
    roles = group.roles.select_related("person").order_by("since")
    return render(
        request,
        "workgroups/members.html",
        {
            "workgroup": group,
            "keeps": True,
            "form": form,
            "current": [r for r in roles if r.until is None or r.until >= today],
            "former": [r for r in roles if r.until and r.until < today],
            "requests": group.join_requests.filter(answered_at=None).select_related("person"),
            "charge_form": ChargeForm(initial={"charge": group.charge}),
            "today": today,
        },
    )


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
    role = get_object_or_404(_group_to_manage(request, slug).roles, pk=pk)
    form = EndForm(request.POST)
    try:
        if not form.is_valid():
            raise actions.NotPossible("Give the last day.")
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
