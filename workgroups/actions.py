"""The only place that writes workgroups: joining, leaving, roles with dates, and new groups."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from audit.record import record
from mail.actions import post
from workgroups.keepers import keepers
from workgroups.models import JoinRequest, Role, RoleKind, Workgroup
from workgroups.signals import roles_changed

WAITING = "Something is waiting for you."


class NotPossible(Exception):
    """An act that the state of things does not allow; the message says why."""


@transaction.atomic
def create_workgroup(*, name: str, slug: str, kind: str, charge: str = "", counties=(), by) -> Workgroup:
    """Open a workgroup or a local task force."""
    workgroup = Workgroup.objects.create(name=name, slug=slug, kind=kind, charge=charge)
    workgroup.counties.set(counties)
    record("workgroup.created", workgroup, by=by)
    return workgroup


@transaction.atomic
def rewrite_charge(workgroup: Workgroup, *, charge: str, by) -> None:
    """Say anew what the group is for."""
    workgroup.charge = charge
    workgroup.save(update_fields=["charge"])
    record("workgroup.charge_rewritten", workgroup, by=by)


@transaction.atomic
def ask_to_join(workgroup: Workgroup, *, by, note: str = "") -> JoinRequest:
    """Ask the chair; asking twice is one request."""
    request, created = JoinRequest.objects.get_or_create(
        workgroup=workgroup, person=by, answered_at=None, defaults={"note": note}
    )
    if created:
        record("workgroup.join_asked", workgroup, by=by, request=request.pk)
        for person in keepers(workgroup):
            post(
                kind="join_asked",
                person=person,
                about=request,
                reference="asked",
                subject=f"Someone asks to join {workgroup.name}",
                body=f"Someone asks to join {workgroup.name}. You can accept or decline here:",
                discreet_body=WAITING,
                path=f"/workgroups/{workgroup.slug}/members/",
            )
    return request


@transaction.atomic
def answer_request(request: JoinRequest, *, accept: bool, by) -> None:
    """Let the person in from today, or not, and tell her."""
    request = JoinRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at:
        return
    request.answered_at, request.accepted = timezone.now(), accept
    request.save(update_fields=["answered_at", "accepted"])
    record("workgroup.join_answered", request.workgroup, by=by, request=request.pk, accepted=accept)
    group = request.workgroup.name
    if accept and not request.workgroup.roles.current().filter(person=request.person).exists():
        give_role(request.workgroup, person=request.person, kind=RoleKind.MEMBER, by=by)
    post(
        kind="join_answered",
        person=request.person,
        about=request,
        reference="answered",
        subject=f"You are in: {group}" if accept else f"About joining {group}",
        body=f"Welcome to {group}." if accept else f"{group} cannot take you in just now.",
        discreet_body=WAITING,
        path=f"/workgroups/{request.workgroup.slug}/",
    )


@transaction.atomic
def give_role(
    workgroup: Workgroup, *, person, kind: str, since: date | None = None, until: date | None = None, by
) -> Role:
    """A role from `since` (today by default) to `until`; the person's present role ends the day before.

    Raises NotPossible where the dates contradict each other or a later role.
    """
    since = since or timezone.localdate()
    if until and until < since:
        raise NotPossible("Give an end that is not before the beginning.")
    if workgroup.roles.filter(person=person, since__gt=since).exists():
        raise NotPossible("There is a later role already; give that one its last day first.")
    workgroup.roles.filter(person=person, since=since).delete()
    for role in workgroup.roles.filter(person=person).exclude(until__lt=since):
        _end(role, on=since - timedelta(days=1), by=by)
    role = Role.objects.create(workgroup=workgroup, person=person, kind=kind, since=since, until=until)
    record("role.given", role, by=by, kind=kind, since=since.isoformat())
    roles_changed.send(sender=Role, workgroup=workgroup, person=person, by=by)
    return role


@transaction.atomic
def end_role(role: Role, *, on: date, by) -> None:
    """The role's last day; its rights end with it. The history stays."""
    if on < role.since:
        raise NotPossible("The last day cannot be before the first.")
    _end(role, on=on, by=by)
    roles_changed.send(sender=Role, workgroup=role.workgroup, person=role.person, by=by)


@transaction.atomic
def leave(workgroup: Workgroup, *, by) -> None:
    """Leave today: roles end, so that no right of the group remains."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for role in workgroup.roles.current().filter(person=by):
        if role.since > yesterday:
            record("role.ended", role, by=by, until=None)
            role.delete()
        else:
            _end(role, on=yesterday, by=by)
    roles_changed.send(sender=Role, workgroup=workgroup, person=by, by=by)


def _end(role: Role, *, on: date, by) -> None:
    role.until = on
    role.save(update_fields=["until"])
    record("role.ended", role, by=by, until=on.isoformat())
