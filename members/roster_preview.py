"""An imported roster as lines for a person: each row of the file, what happens to it, and why."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from members.enums import OrganizationStatus
from members.importing import ImportedPerson, Roster
from members.models import Person, Sector
from members.roster_match import Match

REASONS = {
    "not_a_record": _("A total or a page line, not a record."),
    "not_a_member_label": _("Not labelled as a member in the address book."),
    "formula_in_required_field": _("A formula where a name, an organization or an e-mail should be."),
    "invalid_email": _("The e-mail address cannot be right. Correct it in the file."),
    "missing_name": _("An e-mail address without a name."),
    "empty_record": _("Neither a name nor an organization."),
    "shared_email": _("Another person has the same address: neither can sign in until you give it to one."),
    "same_name_other_org": _("The same name stands in another organization: taken as two people."),
    "same_name_other_email": _(
        "The same name with another address in this organization: taken as two people."
    ),
    "organization_without_person": _("No representative is named yet."),
    "missing_email": _("No e-mail address: she cannot be written to."),
    "unknown_sector": _("The sector is not known; choose it above."),
    "unknown_county": _("A county is not known and was left out."),
    "unknown_workgroup": _("A workgroup is not known and was left out."),
    "sector_conflict": _("Another sector than the organization's first one; the first stands."),
    "contact_count_mismatch": _("Not as many addresses as names: paired in order, the rest left without."),
    "formula_cell": _("A formula was kept as plain text."),
    "sensitive_note": _(
        "The note asks for care. It is not imported, and mail waits until you choose how to reach her."
    ),
}
MATCHED = {
    "email": _("The same person, by e-mail address."),
    "name+organization": _("The same person, by name and organization."),
}
CARE_OF_KNOWN = _("The note asks for care. It is not imported; look at how mail reaches this person.")


@dataclass
class Line:
    """One row of the file. `tone` is how much it asks of the coordinator."""

    row: int
    says: list[str] = field(default_factory=list)
    happens: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    tone: str = "success"


def lines(roster: Roster, found: Match) -> list[Line]:
    """In the order of the file; one entry a row."""
    by_row: dict[int, Line] = {}
    protected = set(Sector.objects.filter(protected=True).values_list("code", flat=True))

    def line(row: int) -> Line:
        return by_row.setdefault(row, Line(row))

    for position, organization in enumerate(roster.organizations):
        entry = line(organization.row)
        entry.says.append(organization.name)
        known = found.organizations.get(position)
        entry.happens.append(_("Organization known") if known else _("New organization"))
        if known and known.status == OrganizationStatus.FORMER:
            entry.why.append(_("It is a former member and stays one: change its status on its page."))
            entry.tone = "warning"
    for position, person in enumerate(roster.people):
        entry = line(person.row)
        entry.says.append(f"{person.name}{f', {person.email}' if person.email else ''}")
        entry.happens.append(_("Person known, completed") if position in found.people else _("New person"))
        why = _why(person, found.people.get(position), protected)
        entry.why += [reason for reason in why if reason not in entry.why]
        if why:
            entry.tone = "warning"
    for duplicate in roster.duplicates:
        entry = line(duplicate["row"])
        entry.says.append(duplicate["name"])
        entry.happens.append(_("Joined with row %d") % duplicate["of_row"])
        entry.why.append(MATCHED[duplicate["matched_on"]])
    for review in roster.needs_review:
        entry = line(review["row"])
        entry.why.append(REASONS[review["reason"]])
        entry.tone = "warning"
    for refused in roster.rejected:
        entry = line(refused["row"])
        entry.says.append(roster.refused_cells[refused["row"]])
        entry.happens, entry.why, entry.tone = [_("Left out")], [REASONS[refused["reason"]]], "danger"
    return [by_row[row] for row in sorted(by_row)]


def _why(person: ImportedPerson, known: Person | None, protected: set[str]) -> list[str]:
    """What the coordinator should know of a person before she confirms."""
    notes = {**REASONS, "sensitive_note": CARE_OF_KNOWN} if known else REASONS
    why = [notes[warning] for warning in sorted(person.warnings)]
    if person.individual and person.sector is None:
        why.append(_("She gets no seat and no mail until her sector is known."))
    elif person.sector in protected:
        why.append(_("A protected seat: her name is shown to nobody, and mail waits until you choose."))
    if known and known.email and person.email and known.email != person.email:
        why.append(_("Known with another address, which stays the preferred one; this one is added."))
    return why
