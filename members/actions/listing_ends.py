"""A consent ends by itself after a year; whoever gave it is told in time, once."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from mail.actions import post
from mail.languages import speaking_to
from mail.letters import render
from members.models import Consent, Person

NOTICE = timedelta(days=30)


def ending(today: date) -> dict[int, date]:
    """For each person whose listing ends within 30 days the first day on which some of it is over."""
    soon = Consent.objects.on(today).of_people().filter(expires_on__lte=today + NOTICE)
    found: dict[int, date] = {}
    for person, day in soon.filter(person__is_active=True).values_list("person_id", "expires_on"):
        found[person] = min(day, found.get(person, day))
    return found


@transaction.atomic
def tell_that_it_ends(person: Person, *, day: date) -> bool:
    """One mail for one end; says whether it was written now."""
    with speaking_to(person):
        message = post(
            kind="listing_ends",
            person=person,
            about=person,
            reference=f"ends:{day.isoformat()}",
            discreet_body=_("Something you chose ends on %(day)s. You can renew it here:")
            % {"day": format_date(day, "F j, Y")},
            path="/people/me/",
            label=_("Look at it"),
            **render("members/letters/listing_ends", {"day": format_date(day, "F j, Y")}).words,
        )
    return message is not None
