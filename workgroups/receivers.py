"""What workgroups do when members tell them something."""

from audit.record import record
from members.signals import roster_imported
from workgroups.models import Role, Workgroup


def give_roles(sender, *, workgroups: dict[int, list[str]], spelled, day, by, **kwargs) -> list[int]:
    """Whoever the roster names in a workgroup becomes its member from `day` on; the ids of the new roles."""
    groups = {spelled(group.name): group for group in Workgroup.objects.all()}
    serving = set(Role.objects.on(day).values_list("person_id", "workgroup_id"))
    new = [
        Role(person_id=person, workgroup=groups[code], since=day)
        for person, codes in workgroups.items()
        for code in codes
        if code in groups and (person, groups[code].pk) not in serving
    ]
    Role.objects.bulk_create(new, batch_size=500)
    for group in {role.workgroup for role in new}:
        record("workgroup.members_imported", group, by=by, count=sum(r.workgroup == group for r in new))
    return [role.pk for role in new]


def connect() -> None:
    roster_imported.connect(give_roles, dispatch_uid="workgroups.give_roles")
