from members.models.seats import (
    County,
    Organization,
    Person,
    Representation,
    Sector,
    Tribe,
)

__all__ = ["County", "Organization", "Person", "Representation", "Sector", "Tribe"]
