from members.models.imports import ImportState, RosterImport
from members.models.seats import (
    County,
    Organization,
    Person,
    Representation,
    Sector,
    Tribe,
)

__all__ = [
    "County",
    "ImportState",
    "Organization",
    "Person",
    "Representation",
    "RosterImport",
    "Sector",
    "Tribe",
]
