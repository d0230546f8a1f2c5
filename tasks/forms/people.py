"""Whom a task may be given to."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organization, Person


def assignable(workgroup, *, by, also=()):
    """Whom `by` may give a task of this group: who serves in it today; for the coordinator anyone active."""
    people = Person.objects.filter(is_active=True)
    if by.is_coordinator:
        return people
    serving = workgroup.roles.on(timezone.localdate()).values("person")
    return people.filter(Q(pk__in=serving) | Q(pk__in=also))


def named(people, viewer) -> list[tuple[str, str]]:
    """Choices of people by the names the viewer may read, in their order."""
    pairs = [(str(person.pk), viewer.name(person)) for person in people]
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def answerable(viewer, *, also: int | None = None) -> QuerySet[Organization]:
    """The organizations that may have a task: the active ones that `viewer` may find, and the one that has it."""
    found = viewer.organizations().active().values("pk")
    return Organization.objects.filter(Q(pk__in=found) | Q(pk=also))


class PersonField(forms.ModelChoiceField):
    """One of these people, by the names the viewer may read."""

    def offer(self, people, viewer, nobody: str) -> None:
        self.queryset = people
        self.choices = [("", nobody), *named(people, viewer)]


class AssignForm(forms.Form):
    """Who leads; `was` is who did when the page was made."""

    was = forms.IntegerField(required=False)
    assignee = PersonField(Person.objects.none(), required=False, label=_("Who"))

    def __init__(self, *args, people, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].offer(people, viewer, _("Nobody yet"))


class HelperForm(forms.Form):
    """A person or an organization beside the lead."""

    person = PersonField(Person.objects.none(), required=False)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), required=False, empty_label=_("No organization")
    )

    def __init__(self, *args, people, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, viewer, _("Nobody"))
        self.fields["organization"].queryset = answerable(viewer)

    def clean(self):
        values = super().clean()
        if bool(values.get("person")) == bool(values.get("organization")):
            raise forms.ValidationError(_("Choose one person or one organization."))
        return values
