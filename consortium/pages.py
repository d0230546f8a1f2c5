"""Pages that belong to the house and not to one app."""

from django.shortcuts import render


def safety(request):
    """Plain tips about devices, mail and browser history."""
    return render(request, "consortium/safety.html")
