"""Participation activities 参与活动 as a decision's gates see them: a poll made, enterprises heard, or excused with a reason."""

from __future__ import annotations

from domain.consultation.participation_refusals import EnterprisesUnheard, OpinionPollMissing
from domain.consultation.refusals import ContentClosed
from domain.consultation.state import Consultation
from domain.enumerations import WaivableStep
from domain.sealing import CLOSED


def require_poll(state: Consultation) -> None:
    """Made, or recorded as not required with its reason. Raises OpinionPollMissing."""
    if state.rules.needs_participation and not state.polled and WaivableStep.OPINION_POLL not in state.waived:
        raise OpinionPollMissing


def require_enterprises(state: Consultation) -> None:
    """Heard where operators are touched, or the reason recorded. Raises EnterprisesUnheard, ContentClosed."""
    if not state.rules.needs_participation or state.enterprises_heard or WaivableStep.ENTERPRISES in state.waived:
        return
    if state.touches_operators is CLOSED:
        raise ContentClosed
    if state.touches_operators:
        raise EnterprisesUnheard
