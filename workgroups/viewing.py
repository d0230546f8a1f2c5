"""Who is looking, with the workgroups she shares and chairs; for pages, programs and headers."""

from members import visibility
from workgroups.models import Role


def viewer_for(user) -> visibility.Viewer:
    """The Viewer of this account, or of the public."""
    if not user.is_authenticated:
        return visibility.viewer_for(None)
    return visibility.viewer_for(
        user,
        colleagues=lambda: _serving_beside(user.roles.current()),
        led=lambda: _serving_beside(user.roles.current().named_chairs()),
    )


def _serving_beside(roles):
    beside = Role.objects.current().filter(workgroup__in=roles.values("workgroup"))
    return beside.values_list("person_id", flat=True)
