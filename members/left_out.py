"""Names that no public text may hold, whoever typed them where (survivor safety)."""

import re

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import ListedField, ListedTo, OrganizationKind
from members.models import Consent, Organization, Person

GONE = _("[left out]")


class Redactor:
    """Takes words out of a text wherever they stand, in any case."""

    def __init__(self, words: list[str]):
        self._pattern = any_of(words)

    def __call__(self, text: str) -> str:
        return self._pattern.sub(str(GONE), text) if self._pattern else text


def any_of(words: list[str]) -> re.Pattern | None:
    """Finds any of these as whole words; the longest first."""
    choices = "|".join(re.escape(each) for each in sorted(set(words), key=len, reverse=True) if each)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE) if choices else None


def protected_names() -> list[str]:
    """Names that no public copy may hold, whether or not anybody settled them."""
    people = Person.objects.filter(representations__organization__sector__protected=True)
    return list(people.values_list("name", flat=True).distinct())


def always_left_out() -> list[str]:
    """Protected people's names, and those of individuals who hold a seat and did not agree to be listed."""
    alone = Organization.objects.filter(kind=OrganizationKind.INDIVIDUAL).exclude(sector__protected=True)
    agreed = Consent.objects.on(timezone.localdate()).filter(audience=ListedTo.PUBLIC)
    alone = alone.exclude(pk__in=agreed.exclude(organization=None).values("organization"))
    alone = alone.exclude(representations__person__in=agreed_to_be_named())
    return [*protected_names(), *alone.values_list("name", flat=True)]


def agreed_to_be_named():
    """Ids of people who let the public read their names today."""
    named = Consent.objects.on(timezone.localdate()).of_people()
    return named.filter(audience=ListedTo.PUBLIC, field=ListedField.NAME).values("person")


def for_everyone() -> Redactor:
    """Takes out of a text that the public reads the names that are always left out."""
    return Redactor(always_left_out())
