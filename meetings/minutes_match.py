"""Who and which group a drafted text means."""

import re
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.minutes_text import ActionItem, ParsedMinutes, ParsedMotion
from meetings.minutes_text.roll_calls import CHOICES, roll_call
from meetings.redaction import any_of, protected_names
from members.importing.names import organization_key, person_key
from members.models import Organization, Person
from workgroups.models import Workgroup

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NOTHING = re.compile(r"(?!)")
SENTENCE_END = re.compile(r"(?<=\w{3})\. ")


@dataclass(frozen=True)
class Roster:
    """Names as people write them, against those that are known here."""

    groups: dict[str, Workgroup]
    people: dict[tuple, Person]
    organizations: dict[str, int]
    protected: re.Pattern

    @classmethod
    def load(cls) -> "Roster":
        """A person in a protected seat is never found by her own name, and of several alike none is."""
        people = Person.objects.filter(is_active=True).exclude(
            representations__organization__sector__protected=True
        )
        people = [(person_key(person.name), person) for person in people]
        alike = Counter(key for key, _person in people)
        return cls(
            {group.name.casefold(): group for group in Workgroup.objects.all()},
            {key: person for key, person in people if alike[key] == 1},
            {organization_key(name): pk for name, pk in Organization.objects.values_list("name", "pk")},
            any_of(protected_names()) or NOTHING,
        )

    def workgroup(self, name: str) -> Workgroup | None:
        """By its name, or by the beginning of it where only one begins so."""
        wanted = name.casefold().removesuffix("workgroup").removesuffix("work group").strip()
        if not wanted:
            return None
        alike = [group for key, group in self.groups.items() if key.startswith(wanted)]
        return self.groups.get(wanted) or (alike[0] if len(alike) == 1 else None)

    def group_of(self, item: ActionItem) -> Workgroup | None:
        """The workgroup of an action item, also where a draft names it as who does it."""
        return self.workgroup(item.workgroup) or self.groups.get(item.owner.casefold())

    def person(self, name: str) -> Person | None:
        return self.people.get(person_key(name)) if name.strip() else None

    def with_what_is_unknown(self, item: ActionItem) -> str:
        """The words of an action item, with what a draft says of it and this place cannot hold; no protected name."""
        said = []
        if self._is_nobody(item.owner) and not self.protected.search(item.owner):
            said.append(item.owner)
        if item.workgroup and not self._is_list(item.workgroup):
            said.append(item.workgroup)
        if item.due and not ISO_DAY.fullmatch(item.due):
            said.append(f"by: {item.due}")
        return f"{item.action} ({'; '.join(said)})" if said else item.action

    def _is_nobody(self, name: str) -> bool:
        return bool(name) and self.person(name) is None and name.casefold() not in self.groups

    def _is_list(self, name: str) -> bool:
        return name.casefold() == "coordinator" or self.workgroup(name) is not None

    def roll_call(self, motion: ParsedMotion) -> tuple[dict[int, str], list[str]]:
        """Who voted how, by the organization's number, and the names that are no organization here."""
        votes, strangers = {}, []
        for choice, names in roll_call(motion.named):
            for name in self._apart(names):
                if (pk := self._organization(name)) is None:
                    strangers.append(SENTENCE_END.split(name)[0])
                else:
                    votes[pk] = choice
        return votes, strangers

    def _apart(self, names: str) -> list[str]:
        """A list of names; an organization's own comma or "and" does not part it."""
        for between in (";", ",", " and "):
            if self._organization(names) is None and between in names:
                return [each for part in names.split(between) for each in self._apart(part.strip()) if each]
        return [names.removeprefix("and ")] if names else []

    def _organization(self, name: str) -> int | None:
        """By its name; what stands behind a full stop may be another sentence."""
        name = name.removeprefix("and ")
        while organization_key(name) not in self.organizations and ". " in name:
            name = name.rpartition(". ")[0]
        return self.organizations.get(organization_key(name))

    def _of_votes(self, motion: ParsedMotion) -> list[str]:
        name, (votes, strangers) = motion.id or f"“{motion.text[:40]}”", self.roll_call(motion)
        said = [
            _("Motion %(name)s: “%(each)s” is no organization here; its vote stays in words.")
            % {"name": name, "each": each}
            for each in strangers
        ]
        if motion.present and not strangers:
            for choice, counted in zip(
                CHOICES, (motion.yes, motion.no, motion.abstain, motion.recused), strict=True
            ):
                named = list(votes.values()).count(choice)
                if named and named != counted:
                    said.append(
                        _(
                            "Motion %(name)s: %(named)s organizations are named as “%(choice)s”, and %(counted)s counted."
                        )
                        % {"name": name, "named": named, "choice": choice, "counted": counted}
                    )
        return said

    def unknown(self, parsed: ParsedMinutes) -> list[str]:
        """What a preview has to say of names that are not known here."""
        said = [
            _("Attendance: “%(organization)s” is no organization here; it is not noted as present.")
            % {"organization": seat.organization}
            for seat in parsed.seats
            if organization_key(seat.organization) not in self.organizations
        ]
        for motion in parsed.motions:
            said += self._of_votes(motion)
        for item in parsed.action_items:
            name = item.id or item.action[:40]
            if self._is_nobody(item.owner):
                said.append(
                    _(
                        "Action %(name)s: “%(owner)s” is nobody here, or several; the task will have no owner, and the name stays in its words."
                    )
                    % {"name": name, "owner": item.owner}
                )
            if item.workgroup and not self._is_list(item.workgroup):
                said.append(
                    _(
                        "Action %(name)s: “%(workgroup)s” is no workgroup; the task goes on the coordinator's list."
                    )
                    % {"name": name, "workgroup": item.workgroup}
                )
        return said
