"""The public site's texts, pictures and facts: each act is one transaction with its history."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit.record import record
from charter.models import Charter
from charter.uploads import size_of
from library.models import Page, PageVersion, Picture
from mail.actions import post
from mail.languages import speaking_to
from members.standing_in import coordinators


class ChangedMeanwhile(Exception):
    """Someone saved a version that this editor had not seen; `str()` is its number."""


@transaction.atomic
def add_page(*, slug: str, title: str, by) -> Page:
    """A new page with an empty draft; nobody else sees it before it is published."""
    last = Page.objects.aggregate(last=Max("position"))["last"] or 0
    page = Page.objects.create(slug=slug, position=last + 1)
    PageVersion.objects.create(page=page, number=1, title=title, by=by)
    record("page.added", page, by=by)
    return page


@transaction.atomic
def save_draft(page: Page, *, title: str, summary: str, text: str, seen: int, by) -> PageVersion:
    """Keep the words as the next version; `seen` is the newest number the editor had before her.

    Raises ChangedMeanwhile where there is a newer one.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    last = page.latest
    number = last.number if last else 0
    if number != seen:
        raise ChangedMeanwhile(number)
    version = PageVersion.objects.create(
        page=page, number=number + 1, title=title, summary=summary, text=text, by=by
    )
    record("page.saved", page, by=by, version=version.number)
    return version


@transaction.atomic
def publish_page(version: PageVersion, *, by) -> None:
    """Show this version to everyone, an older one too."""
    page = version.page
    page.published = version
    page.save(update_fields=["published"])
    record("page.published", page, by=by, version=version.number)


@transaction.atomic
def withdraw_page(page: Page, *, by) -> None:
    """Show it to nobody; its versions stay."""
    page.published = None
    page.save(update_fields=["published"])
    record("page.withdrawn", page, by=by)


@transaction.atomic
def add_picture(form, *, by) -> Picture:
    """Keep a picture that was checked and reviewed."""
    picture = form.save()
    picture.width, picture.height = size_of(picture.file) or (None, None)
    picture.save(update_fields=["width", "height"])
    record("picture.added", picture, by=by)
    return picture


@transaction.atomic
def ask_to_check_numbers(today: date) -> None:
    """One mail to each coordinator when nobody has checked the help numbers for 180 days; once per check."""
    charter = Charter.load()
    if not charter.hotline_is_stale(today):
        return
    for person in coordinators():
        with speaking_to(person):
            post(
                kind="numbers_stale",
                person=person,
                about=charter,
                reference=f"checked:{charter.hotline_checked_on or 'never'}",
                subject=_("Check the help numbers on the public site"),
                body=_(
                    "Nobody has checked the help numbers for 180 days, or ever. Call and text each of them, "
                    "then give the day on which you did."
                ),
                discreet_body=_("Something on the site is due to be checked."),
                path="/site/facts/",
                label=_("Give the day"),
            )


@transaction.atomic
def edit_facts(form, *, by) -> None:
    """The charter's public facts: names, numbers and what a notice tells."""
    charter = form.save()
    record("charter.edited", charter, by=by, fields=form.changed_data)
