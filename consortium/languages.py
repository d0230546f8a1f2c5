"""In which language the pages speak: what she chose where she is signed in, else this browser's choice, else its settings."""

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from members.actions import edit_person


class OwnLanguageMiddleware:
    """Speaks to whoever is signed in as she chose; Django's LocaleMiddleware has settled it for everyone else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.user.is_authenticated and request.user.language
        if chosen in dict(settings.LANGUAGES):
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return self.get_response(request)


# A visitor's choice changes nothing but her own cookie, and so costs her no cookie of ours beforehand.
@csrf_exempt
@require_POST
def choose(request):
    """Keep the language in a cookie, and with her record where she is signed in; then back to the page."""
    if request.POST.get("language") not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    return _keep(request) if request.person else set_language(request)


@csrf_protect
def _keep(request):
    edit_person(request.person, changes={"language": request.POST["language"]}, by=request.person)
    return set_language(request)
