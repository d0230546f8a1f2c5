"""What workgroups tell the apps to their right."""

from django.dispatch import Signal

# Who serves in a group changed, now or on a day that is set. `workgroup`, `person`, `by`.
roles_changed = Signal()
