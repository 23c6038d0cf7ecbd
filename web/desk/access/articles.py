"""The articles of a decision's draft at the desk."""

from __future__ import annotations

from domain.consultation.state import Consultation
from domain.sealing import CLOSED


def article_labels(state: Consultation) -> dict[str, str]:
    """Labels by id, in order; empty where there is no draft yet."""
    if state.draft is None or state.draft is CLOSED:
        return {}
    return {article.id: article.label or article.id for article in state.draft.articles}
