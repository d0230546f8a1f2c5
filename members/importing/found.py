"""What a roster file holds: organizations, people, and what was refused or left to a person."""

from dataclasses import dataclass, field

from members.importing.columns import Columns


@dataclass
class ImportedOrganization:
    """A seat as the file gives it; `people` are positions in the roster's list."""

    name: str
    row: int
    sector: str | None = None
    counties: list[str] = field(default_factory=list)
    statewide: bool = False
    website: str = ""
    mou: str = ""
    phone: str = ""
    email: str = ""
    people: int = 0


@dataclass
class ImportedPerson:
    """A person as the file gives her. `sensitive` notes are known of, never kept."""

    row: int
    name: str
    email: str | None
    organization: str | None
    sector: str | None
    role: str | None
    workgroups: list[str]
    warnings: set[str]
    other_emails: list[str] = field(default_factory=list)
    phone: str = ""
    title: str = ""
    individual: bool = False
    also: list[str] = field(default_factory=list)

    def as_json(self) -> dict:
        keys = ("row", "name", "email", "organization", "sector", "role", "workgroups")
        return {key: getattr(self, key) for key in keys} | {"warnings": sorted(self.warnings)}


@dataclass
class Roster:
    """What a file holds, row by row."""

    file: str
    encoding: str
    header_row: int
    organizations: list[ImportedOrganization] = field(default_factory=list)
    people: list[ImportedPerson] = field(default_factory=list)
    duplicates: list[dict] = field(default_factory=list)
    rejected: list[dict] = field(default_factory=list)
    needs_review: list[dict] = field(default_factory=list)
    title_rows: list[int] = field(default_factory=list)
    blank_rows: list[int] = field(default_factory=list)
    unknown_sectors: dict[int, str] = field(default_factory=dict)
    refused_cells: dict[int, str] = field(default_factory=dict)
    columns: Columns | None = None

    def as_json(self) -> dict:
        """The object that `import_roster --json` prints."""
        keys = ("name", "sector", "counties", "statewide", "people", "row")
        return {
            "file": self.file,
            "encoding": self.encoding,
            "header_row": self.header_row,
            "organizations": [{key: getattr(o, key) for key in keys} for o in self.organizations],
            "people": [person.as_json() for person in self.people],
            "duplicates": self.duplicates,
            "rejected": self.rejected,
            "needs_review": self.needs_review,
            "skipped": {"title_rows": self.title_rows, "blank_rows": self.blank_rows},
            "counts": {
                "organizations": len(self.organizations),
                "people": len(self.people),
                "people_with_email": sum(person.email is not None for person in self.people),
                "duplicates": len(self.duplicates),
                "rejected": len(self.rejected),
                "needs_review": len(self.needs_review),
                "blank_rows": len(self.blank_rows),
            },
        }
