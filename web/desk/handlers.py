"""Every page of the desk, in one list."""

from __future__ import annotations

from typing import Any

from web.desk import activities, applications, catalogue, drafting, execution, undertakings
from web.desk import expertise as expert_reviews
from web.desk import questionnaires as questionnaires_at_desk
from web.desk import risk_assessment as risk_assessments
from web.desk.adopting import adoption, corrections, deliberation_file
from web.desk.answering import feedback, point, point_steps, points, previews, signing, supplement
from web.desk.auditing import findings
from web.desk.clocks import calendar, reminders, subscription
from web.desk.forms import autosave
from web.desk.grievances import grievance, listing
from web.desk.grievances import registration as grievance_registration
from web.desk.leading import figures
from web.desk.overview import archive, decision, returning, steps, training, work
from web.desk.screening import (
    comment,
    erasures,
    exports,
    finding,
    queue,
    redaction,
    registration,
    registration_correction,
    revision,
    table_import,
)
from web.desk.signin import account, interrupted_forms, one_time_secrets, people, reauthentication, setup_links, sign_in
from web.desk.telling import mail
from web.desk.units import overview as units
from web.desk.units import steps as unit_steps

desk_pages: list[Any] = [
    *sign_in.handlers,
    *setup_links.handlers,
    *one_time_secrets.handlers,
    *reauthentication.handlers,
    *interrupted_forms.handlers,
    *account.handlers,
    *reminders.handlers,
    *subscription.handlers,
    *people.handlers,
    *mail.handlers,
    *work.handlers,
    *calendar.handlers,
    *training.handlers,
    *decision.handlers,
    *drafting.handlers,
    *catalogue.handlers,
    *steps.handlers,
    *returning.handlers,
    *autosave.handlers,
    *queue.handlers,
    *finding.handlers,
    *comment.handlers,
    *redaction.handlers,
    *revision.handlers,
    *registration.handlers,
    *registration_correction.handlers,
    *erasures.handlers,
    *listing.handlers,
    *grievance_registration.handlers,
    *grievance.handlers,
    *exports.handlers,
    *table_import.handlers,
    *points.handlers,
    *point.handlers,
    *point_steps.handlers,
    *feedback.handlers,
    *signing.handlers,
    *supplement.handlers,
    *previews.handlers,
    *corrections.handlers,
    *adoption.handlers,
    *questionnaires_at_desk.handlers,
    *activities.handlers,
    *applications.handlers,
    *expert_reviews.handlers,
    *risk_assessments.handlers,
    *units.handlers,
    *unit_steps.handlers,
    *deliberation_file.handlers,
    *archive.handlers,
    *findings.handlers,
    *figures.handlers,
    *undertakings.handlers,
    *execution.handlers,
]
