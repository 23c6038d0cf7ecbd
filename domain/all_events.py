"""Every event of the domain, by subject. Importing this module registers all topics."""

from domain.activity import events as activity
from domain.anchor import events as anchor
from domain.application import events as application
from domain.catalogue import events as catalogue
from domain.comment import events as comment
from domain.consultation import events as consultation
from domain.expertise import events as expertise
from domain.grievance import events as grievance
from domain.point import events as point
from domain.questionnaire import events as questionnaire
from domain.questionnaire_response import events as questionnaire_response
from domain.risk_assessment import events as risk_assessment
from domain.undertaking import events as undertaking

__all__ = [
    "activity",
    "anchor",
    "application",
    "catalogue",
    "comment",
    "consultation",
    "expertise",
    "grievance",
    "point",
    "questionnaire",
    "questionnaire_response",
    "risk_assessment",
    "undertaking",
]
