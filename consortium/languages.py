"""In which language the pages speak: what she chose where she is signed in, else this browser's choice, else what the
person of a signed link chose, else the browser's settings."""

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from mail.links import read
from members.actions import edit_person
from members.models import Person

OF_ONE_PERSON = {
    "rsvp": "rsvp",
    "poll": "poll",
    "own": "own",
    "t": "task",
    "correct": "correct",
    "approve": "approve",
    "stay": "stay",
    "m": "stop",
}  # how the address of a link begins, and what it is signed for


class OwnLanguageMiddleware:
    """Speaks to whoever is signed in as she chose; Django's LocaleMiddleware has settled it for everyone else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            _speak(request, request.user.language)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """A visitor with someone's signed link is taken for her, until this browser is told a language."""
        told = request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if not told and "token" in kwargs:
            _speak(request, _language_of_link(request.path, kwargs["token"]))


def _speak(request, chosen: str) -> None:
    if chosen in dict(settings.LANGUAGES):
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen


def _language_of_link(path: str, token: str) -> str:
    purpose = OF_ONE_PERSON.get(path.split("/")[1])
    numbers = purpose and read(purpose, token)
    chosen = Person.objects.filter(pk=numbers[1]).values_list("language", flat=True) if numbers else []
    return next(iter(chosen), "")


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
