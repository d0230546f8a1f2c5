"""Who is looking, for pages and headers."""


def viewer_for(user):
    """The Viewer of members.visibility for this account, or for the public, with its workgroups."""
    from members import visibility

    if not user.is_authenticated:
        return visibility.viewer_for(None)
    return visibility.viewer_for(
        user,
        colleagues=lambda: _serving_beside(user.roles.current()),
        led=lambda: _serving_beside(user.roles.current().named_chairs()),
    )


def _serving_beside(roles) -> frozenset[int]:
    from workgroups.models import Role

    beside = Role.objects.current().filter(workgroup__in=roles.values("workgroup"))
    return frozenset(beside.values_list("person_id", flat=True))
