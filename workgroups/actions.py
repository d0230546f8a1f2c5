"""The only place that writes workgroups: joining, leaving, roles with dates, and new groups."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from mail.actions import post
from workgroups.keepers import keepers
from workgroups.letters import deputy_letter, join_answered_letter, join_asked_letter
from workgroups.models import GroupDocument, JoinRequest, Role, RoleKind, Workgroup
from workgroups.signals import roles_changed


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
                path=f"/workgroups/{workgroup.slug}/members/",
                **join_asked_letter(request),
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
    if accept and not request.workgroup.roles.current().filter(person=request.person).exists():
        give_role(request.workgroup, person=request.person, kind=RoleKind.MEMBER, by=by)
    post(
        kind="join_answered",
        person=request.person,
        about=request,
        reference="answered",
        path=f"/workgroups/{request.workgroup.slug}/",
        **join_answered_letter(request),
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
        raise NotPossible(_("Give an end that is not before the beginning."))
    if workgroup.roles.filter(person=person, since__gt=since).exists():
        raise NotPossible(_("There is a later role already; give that one its last day first."))
    workgroup.roles.filter(person=person, since=since).delete()
    for role in workgroup.roles.filter(person=person).exclude(until__lt=since):
        _end(role, on=since - timedelta(days=1), by=by)
    role = Role.objects.create(workgroup=workgroup, person=person, kind=kind, since=since, until=until)
    record("role.given", role, by=by, kind=kind, since=since.isoformat())
    roles_changed.send(sender=Role, workgroup=workgroup, person=person, by=by)
    return role


@transaction.atomic
def name_deputy(workgroup: Workgroup, *, person, since: date, until: date, by) -> Role:
    """Someone acts as chair from `since` to `until`, both included; what she serves as otherwise stays.

    Raises NotPossible where the dates contradict each other, or another deputy's.
    """
    if until < since:
        raise NotPossible(_("Give an end that is not before the beginning."))
    others = workgroup.roles.filter(kind=RoleKind.DEPUTY, since__lte=until, until__gte=since)
    if others.exists():
        raise NotPossible(_("There is a deputy in these days already; give that one her last day first."))
    role = Role.objects.create(
        workgroup=workgroup, person=person, kind=RoleKind.DEPUTY, since=since, until=until
    )
    record("role.given", role, by=by, kind=RoleKind.DEPUTY, since=since.isoformat(), until=until.isoformat())
    post(
        kind="deputy_named",
        person=person,
        about=role,
        reference="named",
        path=f"/workgroups/{workgroup.slug}/chair/",
        **deputy_letter(role),
    )
    return role


@transaction.atomic
def end_role(role: Role, *, on: date, by) -> None:
    """The role's last day; its rights end with it. The history stays."""
    if on < role.since:
        raise NotPossible(_("The last day cannot be before the first."))
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


@transaction.atomic
def add_document(workgroup: Workgroup, *, title: str, file, by) -> GroupDocument:
    """Lay a checked file into the group's documents, for members to read."""
    document = GroupDocument.objects.create(workgroup=workgroup, title=title, file=file, by=by)
    record("workgroup.document_added", workgroup, by=by, document=document.pk)
    return document


@transaction.atomic
def show_document(document: GroupDocument, *, public: bool, by) -> None:
    """Put it on the public tab, or take it off."""
    document.public = public
    document.save(update_fields=["public"])
    record("workgroup.document_shown", document.workgroup, by=by, document=document.pk, public=public)


@transaction.atomic
def remove_document(document: GroupDocument, *, by) -> None:
    """Take it out; its file goes when the removal is certain."""
    group, pk, file = document.workgroup, document.pk, document.file
    document.delete()
    record("workgroup.document_removed", group, by=by, document=pk)
    transaction.on_commit(lambda: file.storage.delete(file.name))


def _end(role: Role, *, on: date, by) -> None:
    role.until = on
    role.save(update_fields=["until"])
    record("role.ended", role, by=by, until=on.isoformat())
