"""The people of a file as they come, row by row: someone named before is completed, everyone else is new.

Two rows are one person only where an address and a name agree, or a name and an organization; whatever merely looks
alike is left to the coordinator.
"""

from members.importing.found import ImportedOrganization, ImportedPerson, Roster
from members.importing.names import person_key, same_person


class PeopleSoFar:
    """Who was found in the rows above, by address and by name; what becomes of each goes to `roster`."""

    def __init__(self, roster: Roster, short_names):
        self._roster, self._short_names = roster, short_names
        self._by_email: dict[str, list[ImportedPerson]] = {}
        self._by_name: dict[tuple, list[ImportedPerson]] = {}

    def place(self, person: ImportedPerson, organization: ImportedOrganization | None) -> None:
        """Merge into someone seen before, or keep as new."""
        for earlier in self._by_email.get(person.email or "", []):
            if same_person(person.name, earlier.name, self._short_names):
                self._merge(person, earlier, organization, "email")
                return
        named = self._by_name.get(person_key(person.name), [])
        for earlier in named:
            same_seat = person.organization and person.organization == earlier.organization
            if same_seat and not (person.email and earlier.email):
                self._merge(person, earlier, organization, "name+organization")
                return
        self._review(person, named)
        self._roster.people.append(person)
        if organization is not None:
            organization.people += 1
        for address in [person.email, *person.other_emails]:
            if address:
                self._by_email.setdefault(address, []).append(person)
        self._by_name.setdefault(person_key(person.name), []).append(person)

    def _review(self, person: ImportedPerson, named: list[ImportedPerson]) -> None:
        shared = self._by_email.get(person.email or "", [])
        elsewhere = [p for p in named if p.organization and person.organization]
        for reason, earlier in (
            ("shared_email", shared[:1]),
            ("same_name_other_org", [p for p in elsewhere if p.organization != person.organization][:1]),
            ("same_name_other_email", [p for p in elsewhere if p.organization == person.organization][:1]),
        ):
            for other in earlier:
                self._roster.needs_review.append(
                    {"row": person.row, "name": person.name, "reason": reason, "with_row": other.row}
                )

    def _merge(self, person, earlier: ImportedPerson, organization, matched_on: str) -> None:
        self._roster.duplicates.append(
            {"row": person.row, "name": person.name, "of_row": earlier.row, "matched_on": matched_on}
        )
        earlier.workgroups += [code for code in person.workgroups if code not in earlier.workgroups]
        earlier.phone = earlier.phone or person.phone
        earlier.title = earlier.title or person.title
        earlier.warnings |= person.warnings & {"sensitive_note"}
        if person.email and earlier.email is None:
            earlier.email = person.email
            earlier.warnings.discard("missing_email")
            self._by_email.setdefault(person.email, []).append(earlier)
        if person.organization and earlier.organization is None and not earlier.individual:
            earlier.organization, earlier.sector, earlier.role = (
                person.organization,
                person.sector,
                person.role,
            )
            organization.people += 1
        elif person.organization and person.organization not in (earlier.organization, *earlier.also):
            earlier.also.append(person.organization)
            organization.people += 1
