"""The public site's own texts: read by everyone, written, looked at and published by the coordinator."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from charter.models import Charter
from charter.uploads import serve_upload
from library import actions
from library.forms import FactsForm, NewPageForm, PageForm, PictureForm
from library.markdown import to_html
from library.models import Page, PageVersion, Picture
from library.policy import can_edit_site
from meetings.minutes_words import difference

OFFERED = 6


@require_safe
def page(request, slug: str = "about"):
    """One text of "Who we are", as it was published."""
    found = Page.objects.public().filter(slug=slug).first()
    edits = can_edit_site(request.person)
    if found is None:
        if edits and Page.objects.filter(slug=slug).exists():
            return redirect("library:edit_page", slug=slug)
        raise Http404
    context = {"page": found, "shown": found.published, "html": to_html(found.published.text)}
    return render(request, "library/page.html", {**context, "around": Page.objects.around(), "edits": edits})


@require_safe
def picture(request, pk: int):
    """A picture of the public pages; its address never shows another picture."""
    answer = serve_upload(get_object_or_404(Picture, pk=pk).file, name=f"picture-{pk}", inline=True)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def _for_editors(view):
    @login_required
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not can_edit_site(request.person):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


@_for_editors
def site(request):
    """Every text of the public site and its state; a new one begins here."""
    form = NewPageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = actions.add_page(**form.cleaned_data, by=request.person)
        return redirect("library:edit_page", slug=found.slug)
    pages = Page.objects.select_related("published").annotate(newest=Max("versions__number"))
    stale = Charter.load().hotline_is_stale(timezone.localdate())
    return render(request, "library/site.html", {"pages": pages, "form": form, "stale": stale})


@_for_editors
def edit_page(request, slug: str):
    """Write the next version, from the newest or the one asked for; a look at it first, or keep it as a draft."""
    found = get_object_or_404(Page.objects.select_related("published"), slug=slug)
    latest = found.latest
    asked = request.GET.get("from", "")
    begun = found.versions.filter(number=asked).first() if asked.isdecimal() else None
    begun = begun or latest
    form = PageForm(request.POST or None, slug=slug, instance=_copy(begun), initial={"seen": latest.number})
    context = {"page": found, "form": form, "latest": latest, "begun": begun}
    context["pictures"] = Picture.objects.all()[:OFFERED]
    if request.method == "POST" and form.is_valid():
        if "look" in request.POST:
            return render(request, "library/edit_page.html", {**context, "look": _look(form)})
        try:
            version = actions.save_draft(found, **form.cleaned_data, by=request.person)
        except actions.ChangedMeanwhile:
            return render(request, "library/edit_page.html", {**context, "theirs": latest}, status=409)
        messages.success(request, _("Saved as a draft. Readers see it when you publish it."))
        return redirect("library:page_version", slug=slug, number=version.number)
    return render(request, "library/edit_page.html", context)


@_for_editors
@require_safe
def page_version(request, slug: str, number: int):
    """One version as readers would see it, and what differs from what they see now."""
    version = get_object_or_404(PageVersion.objects.select_related("page__published"), **_at(slug, number))
    shown = version.page.published
    changes = difference(_words(shown), _words(version)) if shown and shown != version else []
    return render(
        request,
        "library/page_version.html",
        {
            "version": version,
            "page": version.page,
            "html": to_html(version.text),
            "changes": [change for change in changes if change[0] != "kept"],
            "versions": version.page.versions.select_related("by"),
        },
    )


@_for_editors
@require_POST
def publish_page(request, slug: str, number: int):
    """Show this version to everyone."""
    version = get_object_or_404(PageVersion.objects.select_related("page"), **_at(slug, number))
    actions.publish_page(version, by=request.person)
    messages.success(request, _("Published: everyone reads this version now."))
    return redirect(version.page.get_absolute_url())


@_for_editors
@require_POST
def withdraw_page(request, slug: str):
    """Take the page off the public site."""
    actions.withdraw_page(get_object_or_404(Page, slug=slug), by=request.person)
    messages.success(request, _("Taken off the public site. Its versions are kept."))
    return redirect("library:site")


@_for_editors
def pictures(request):
    """The pictures for public pages, each with the line that puts it into a text."""
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actions.add_picture(form, by=request.person)
        messages.success(request, _("Kept. Copy its line into a text."))
        return redirect("library:pictures")
    return render(request, "library/pictures.html", {"form": form, "pictures": Picture.objects.all()[:100]})


@_for_editors
def facts(request):
    """Names, help numbers, the way out and what a notice tells."""
    charter = Charter.load()
    form = FactsForm(request.POST or None, instance=charter)
    if request.method == "POST" and form.is_valid():
        actions.edit_facts(form, by=request.person)
        messages.success(request, _("Saved."))
        return redirect("library:site")
    return render(request, "library/facts.html", {"form": form})


def _at(slug: str, number: int) -> dict:
    return {"page__slug": slug, "number": number}


def _words(version: PageVersion) -> str:
    return "\n\n".join(filter(None, [version.title, version.summary, version.text]))


def _copy(version: PageVersion) -> PageVersion:
    return PageVersion(title=version.title, summary=version.summary, text=version.text)


def _look(form: PageForm) -> dict:
    values = form.cleaned_data
    return {**values, "html": to_html(values["text"])}
