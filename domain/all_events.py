"""Every event of the domain, by subject. Importing this module registers all topics."""

__all__ = [
    *("anchor", "catalogue", "comment", "consultation", "expertise", "grievance", "point", "risk_assessment"),
    *("questionnaire", "questionnaire_response"),
]
