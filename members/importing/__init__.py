"""Reading a roster file; pure, knows no database."""

from members.importing.found import ImportedOrganization, ImportedPerson, Roster
from members.importing.roster import parse
from members.importing.table import NotATable
from members.importing.words import Vocabulary

__all__ = ["ImportedOrganization", "ImportedPerson", "NotATable", "Roster", "Vocabulary", "parse"]
