"""Who and which group a drafted text means."""

from dataclasses import dataclass

from meetings.minutes_text import ParsedMinutes
from members.importing.names import organization_key, person_key
from members.models import Organization, Person
from workgroups.models import Workgroup


@dataclass(frozen=True)
class Roster:
    """Names as people write them, against those that are known here."""

    groups: dict[str, Workgroup]
    people: dict[tuple, Person]
    organizations: frozenset

    @classmethod
    def load(cls) -> "Roster":
        """A person in a protected seat is never found by her own name."""
        people = Person.objects.filter(is_active=True).exclude(
            representations__organization__sector__protected=True
        )
        return cls(
            {group.name.casefold(): group for group in Workgroup.objects.all()},
            {person_key(person.name): person for person in people},
            frozenset(organization_key(name) for name in Organization.objects.values_list("name", flat=True)),
        )

    def workgroup(self, name: str) -> Workgroup | None:
        """By its name, or by the beginning of it where only one begins so."""
        wanted = name.casefold().removesuffix("workgroup").removesuffix("work group").strip()
        if not wanted:
            return None
        alike = [group for key, group in self.groups.items() if key.startswith(wanted)]
        return self.groups.get(wanted) or (alike[0] if len(alike) == 1 else None)

    def person(self, name: str) -> Person | None:
        return self.people.get(person_key(name)) if name.strip() else None

    def unknown(self, parsed: ParsedMinutes) -> list[str]:
        """What a preview has to say of names that are not known here."""
        said = [
            f"Attendance: “{seat.organization}” is no organization here; it is not noted as present."
            for seat in parsed.seats
            if organization_key(seat.organization) not in self.organizations
        ]
        for item in parsed.action_items:
            name = item.id or item.action[:40]
            if item.owner and self.person(item.owner) is None:
                said.append(f"Action {name}: “{item.owner}” is nobody here; the task will have no owner.")
            if (
                item.workgroup
                and item.workgroup.casefold() != "coordinator"
                and self.workgroup(item.workgroup) is None
            ):
                said.append(
                    f"Action {name}: “{item.workgroup}” is no workgroup; the task goes on the coordinator's list."
                )
        return said
