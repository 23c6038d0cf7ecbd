"""Every event of the domain, by subject. Importing this module registers all topics."""

from domain.undertaking import events as undertaking

__all__ = [
    *("anchor", "catalogue", "comment", "consultation", "expertise", "grievance", "point", "risk_assessment"),
    "undertaking",
]
