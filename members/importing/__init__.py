"""Reading a roster file; pure, knows no database."""

from members.importing.roster import ImportedOrganization, ImportedPerson, Roster, parse
from members.importing.table import NotATable
from members.importing.words import Vocabulary

__all__ = ["ImportedOrganization", "ImportedPerson", "NotATable", "Roster", "Vocabulary", "parse"]
