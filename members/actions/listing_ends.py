"""A consent ends by itself after a year; whoever gave it is told in time, once."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.dateformat import format as format_date

from mail.actions import post
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
    letter = render("members/letters/listing_ends", {"day": format_date(day, "F j, Y")})
    message = post(
        kind="listing_ends",
        person=person,
        about=person,
        reference=f"ends:{day.isoformat()}",
        discreet_body=f"Something you chose ends on {format_date(day, 'F j, Y')}. You can renew it here:",
        path="/people/me/",
        label="Look at it",
        **letter.words,
    )
    return message is not None
