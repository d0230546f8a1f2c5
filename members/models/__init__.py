from members.models.consents import Consent
from members.models.history import Document, OrganizationChange, StatusChange
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
    "Consent",
    "County",
    "Document",
    "ImportState",
    "Organization",
    "OrganizationChange",
    "Person",
    "Representation",
    "RosterImport",
    "Sector",
    "StatusChange",
    "Tribe",
]
