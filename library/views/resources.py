"""The clearing house: found by anyone, suggested by anyone, let in by a workgroup."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.models import Charter
from charter.rate_limit import too_many
from charter.spreadsheet import CSV, as_csv
from charter.uploads import serve_upload
from library import actions
from library.facets import FACETS, facets, narrowed
from library.forms import (
    CHECKLIST,
    AssignForm,
    ProblemForm,
    ResourceForm,
    SuggestForm,
    ValidateForm,
)
from library.history import acts
from library.models import Resource
from library.policy import (
    can_assign_resource,
    can_give_resource,
    can_read_resource,
    can_validate_resource,
)
from library.record import as_text, plain
from library.schema import as_schema
from workgroups.policy import kept_by


def library(request):
    """What was validated, narrowed by the facets in the address; what is past its date comes last."""
    words = request.GET.get("q", "")[:100].replace("\0", "")
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in FACETS}
    chosen = {name: value for name, value in asked.items() if value}
    published = Resource.objects.published().matching(words)
    found = narrowed(published, chosen).fresh_first(timezone.localdate())
    total, choices = facets(published, chosen)
    pages = Paginator(found.values_list("pk", flat=True), 20)
    pages.count = total
    page = pages.get_page(request.GET.get("page"))
    resources = Resource.objects.in_bulk(page)
    return render(
        request,
        "library/library.html",
        {
            "q": words,
            "facets": choices,
            "page": page,
            "resources": [resources[key] for key in page],
            "today": timezone.localdate(),
            "assigns": can_assign_resource(request.person),
            "waiting": Resource.objects.waiting().count() if can_assign_resource(request.person) else 0,
        },
    )


def resource(request, pk: int):
    """One resource: where it is, who checked it and until when that holds."""
    resource = _readable(request, pk)
    validates = can_validate_resource(request.person, resource)
    return render(
        request,
        "library/resource.html",
        {
            "resource": resource,
            "expired": resource.is_expired(timezone.localdate()),
            "validation": resource.validations.select_related("workgroup").first(),
            "validates": validates,
            "assigns": can_give_resource(request.person, resource),
            "history": acts(resource) if validates else [],
            "schema": as_schema(resource),
        },
    )


def file(request, pk: int):
    """The file as a download: never opened inside the site, whatever it holds."""
    resource = _readable(request, pk)
    if not resource.file:
        raise Http404
    return serve_upload(resource.file, name=f"resource-{resource.pk}")


def suggest(request):
    """Anyone proposes something worth finding; nothing is shown before it was validated.

    Files are counted before they are looked into: reading one costs more than refusing it.
    """
    if request.FILES and too_many(request, "suggest_file", most=10):
        return render(request, "429.html", status=429)
    form = SuggestForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if too_many(request, "suggest", most=10):
            return render(request, "429.html", status=429)
        if not form.cleaned_data["website"]:
            many = {name: form.cleaned_data[name] for name in ("readers", "topics")}
            actions.suggest(form.save(commit=False), **many, by=request.person)
        return render(request, "library/thanks.html")
    return render(request, "library/suggest.html", {"form": form})


@login_required
def waiting(request):
    """What was suggested and is not decided, for those who hand it out."""
    if not can_assign_resource(request.person):
        raise PermissionDenied
    found = Resource.objects.waiting().select_related("workgroup", "validator").order_by("suggested_at")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    kept = {None, *kept_by(request.person).values_list("pk", flat=True)}
    given = {row.pk for row in page if request.person.is_coordinator or row.workgroup_id in kept}
    return render(request, "library/waiting.html", {"page": page, "may_give": given})


@login_required
def edit(request, pk: int):
    """Correct the record; who did it and when is kept."""
    resource = _decided_by(request, pk)
    form = ResourceForm(request.POST or None, request.FILES or None, instance=resource)
    if request.method == "POST" and form.is_valid():
        actions.edit(form, by=request.person)
        messages.success(request, _("Saved."))
        return redirect("library:resource", pk=pk)
    return render(request, "library/edit.html", {"form": form, "resource": resource})


@login_required
def assign(request, pk: int):
    """Give a suggestion to someone in a workgroup."""
    resource = get_object_or_404(Resource.objects.select_related("workgroup"), pk=pk)
    if not can_give_resource(request.person, resource):
        raise PermissionDenied
    form = AssignForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        actions.assign(resource, **form.cleaned_data, by=request.person)
        messages.success(request, _("Given out, and told."))
        return redirect("library:waiting")
    return render(request, "library/assign.html", {"form": form, "resource": resource})


@login_required
def validate(request, pk: int):
    """The checklist, then publish; the same page renews what is published."""
    resource = _decided_by(request, pk)
    if resource.workgroup is None:
        return redirect("library:assign", pk=pk)
    form = ValidateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.validate(
            resource,
            checked=[name for name, _words in CHECKLIST if form.cleaned_data[name]],
            next_review=form.cleaned_data["next_review"],
            note=form.cleaned_data["note"],
            leads_to=request.POST.get("leads_to", ""),
            by=request.person,
        )
        messages.success(request, _("Published."))
        return redirect("library:resource", pk=pk)
    return render(request, "library/validate.html", {"form": form, "resource": resource})


@login_required
@require_POST
def turn_down(request, pk: int):
    """Decline a suggestion or withdraw what is published."""
    resource = _decided_by(request, pk)
    actions.turn_down(resource, by=request.person)
    messages.success(request, f"{resource.get_state_display()}.")
    return redirect("library:library")


@login_required
@require_POST
def link(request, pk: int):
    """Its link leads elsewhere or has another title: take the new address, or keep the link as it is."""
    resource = _decided_by(request, pk)
    answer = actions.take_new_address if request.POST.get("answer") == "take" else actions.keep_address
    try:
        answer(resource, leads_to=request.POST.get("leads_to", ""), by=request.person)
        messages.success(request, _("Kept. You are not asked about this again."))
    except actions.ChangedMeanwhile:
        messages.warning(request, _("The link was visited again meanwhile. Look at what is said of it now."))
    return redirect("library:resource", pk=pk)


def problem(request, pk: int):
    """Say what is wrong with a resource, without an account; it becomes a task of its workgroup."""
    resource = _readable(request, pk)
    form = ProblemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_many(request, "problem", most=10):
            return render(request, "429.html", status=429)
        if not form.cleaned_data["website"]:
            actions.report_problem(resource, words=form.cleaned_data["problem"], by=request.person)
        return render(request, "library/thanks.html")
    return render(request, "library/problem.html", {"form": form, "resource": resource})


def feed(request):
    """New and changed resources as an Atom feed (RFC 4287)."""
    root, charter = request.build_absolute_uri("/"), Charter.load()
    atom = Atom1Feed(
        title=_("%(short_name)s: library") % {"short_name": charter.short_name},
        link=f"{root}library/",
        description="",
        feed_url=f"{root}library/feed.atom",
        author_name=charter.name,
    )
    changed = Resource.objects.published().with_record().last_changed_first()[:50]
    for resource in changed:
        address = f"{root}library/{resource.pk}/"
        atom.add_item(
            title=resource.title,
            link=address,
            unique_id=address,
            description=escape(resource.summary),  # Readers take it for HTML (RFC 4287, 3.1).
            updateddate=resource.last_changed,
            categories=[resource.get_kind_display(), *resource.topic_names, *resource.reader_labels],
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def inventory_json(request):
    """Everything published, for machines."""
    return JsonResponse({"resources": [_row(resource) for resource in _inventory()]})


def inventory_csv(request):
    """Everything published, for a spreadsheet; no cell is a formula."""
    rows = [as_text(_row(resource)) for resource in _inventory()]
    columns = list(rows[0]) if rows else []
    answer = HttpResponse(as_csv(columns, (row.values() for row in rows)), content_type=CSV)
    answer.headers["Content-Disposition"] = 'attachment; filename="library.csv"'
    return answer


def _inventory():
    return Resource.objects.published().with_record()


def _row(resource: Resource) -> dict:
    row = plain(resource)
    row["page"] = f"{settings.SITE_URL}{resource.get_absolute_url()}"
    row["file"] = f"{row['page']}file/" if resource.file else ""
    row["validated_on"] = timezone.localtime(resource.validated_at).date().isoformat()
    row["next_review"] = resource.next_review.isoformat()
    return row


def _readable(request, pk: int) -> Resource:
    resource = get_object_or_404(Resource.objects.select_related("workgroup"), pk=pk)
    if not can_read_resource(request.person, resource):
        raise Http404
    return resource


def _decided_by(request, pk: int) -> Resource:
    resource = _readable(request, pk)
    if not can_validate_resource(request.person, resource):
        raise PermissionDenied
    return resource
