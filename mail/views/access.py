"""Pages that only some may open."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied


def allowed(can):
    """Let in who is signed in and of whom `can(person)` is true."""

    def decorate(view):
        @login_required
        @wraps(view)
        def checked(request, *args, **kwargs):
            if not can(request.person):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate
