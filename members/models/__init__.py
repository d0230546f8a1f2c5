from members.models.cleanup import DataExport, KeptApart
from members.models.consents import Consent
from members.models.coverage import Prospect, ProspectStep
from members.models.deputies import CoordinatorDeputy
from members.models.history import Document, OrganizationChange, StatusChange
from members.models.imports import ImportState, RosterImport
from members.models.joining import Application
from members.models.seats import (
    County,
    Organization,
    Person,
    Region,
    Representation,
    Sector,
    Tribe,
)
from members.models.staying import StayQuestion

__all__ = [
    "Application",
    "Consent",
    "CoordinatorDeputy",
    "County",
    "DataExport",
    "Document",
    "ImportState",
    "KeptApart",
    "Organization",
    "OrganizationChange",
    "Person",
    "Prospect",
    "ProspectStep",
    "Region",
    "Representation",
    "RosterImport",
    "Sector",
    "StatusChange",
    "StayQuestion",
    "Tribe",
]
