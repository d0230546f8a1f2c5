"""What someone typed while her session had run out is kept for her until she has signed in again (Ruling 11)."""

from functools import wraps
from urllib.parse import quote

from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

KEPT = "minutes_kept"
LARGEST = 20_000


def signed_in_or_kept(view):
    """Like login_required, but a form that was sent is not lost on the way to the sign-in page."""

    @wraps(view)
    def asked(request, slug: str, **kwargs):
        if request.user.is_authenticated:
            return view(request, slug, **kwargs)
        if wants_json(request):
            return JsonResponse({"error": _("You are signed out.")}, status=401)
        back = f"/meetings/{slug}/minutes/write/" if request.method == "POST" else request.get_full_path()
        if request.method == "POST" and len(request.POST.get("text", "")) <= LARGEST:
            typed = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
            request.session[KEPT] = {"path": request.path, "slug": slug, "typed": typed}
        return redirect(f"/accounts/login/?next={quote(back)}")

    return asked


def kept_for(request, slug: str) -> dict | None:
    """What waits to be saved in these minutes, or None."""
    kept = request.session.get(KEPT)
    return kept if kept and kept["slug"] == slug else None


def forget(request) -> None:
    """It is saved now, or not wanted."""
    request.session.pop(KEPT, None)


def wants_json(request) -> bool:
    """Whether the editor's script asks, which reads answers instead of pages."""
    return request.headers.get("Accept") == "application/json"
