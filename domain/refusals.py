"""The root of all refusals. A rule has a name: a subclass whose docstring is the rule with its legal source.

Refusal
├── domain.consultation.refusals   the procedure of a decision; beside it outcome_, assessment_, participation_, return_,
│                                  execution_ and unit_refusals
├── domain.comment.refusals        comments and screening
├── domain.point.refusals          points, dispositions, coverage
├── domain.grievance.refusals      grievances
├── domain.catalogue.refusals      the catalogue of decision matters
├── domain.anchor.refusals         anchors by time stamps
├── domain.activity.refusals       participation activities
├── domain.expertise.refusals      expert reviews
├── domain.risk_assessment.refusals  risk assessments
├── domain.undertaking.refusals    tasks of execution
├── domain.application.refusals    applications to attend, and the lot
├── domain.questionnaire.refusals  questionnaires, with domain.questionnaire_response.refusals beside it
└── domain.access                  roles and divisions
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar


class Refusal(Exception):
    """A command is refused. `params` fill the message; nothing personal ever stands in them.

    `message`: zh-CN source string with `{named}` fields (translated by the web's catalogue, see `web/locale`).
    `status`: HTTP status that fits. `article`: the legal source shown with it, or empty. `title`: heading of its page, where
    the usual one of its status does not fit.
    """

    message: ClassVar[str] = "操作被拒绝。"
    status: ClassVar[int] = 409
    article: ClassVar[str] = ""
    title: ClassVar[str] = ""

    def __init__(self, **params: Any) -> None:
        self.params = params
        super().__init__(self.text())

    def text(self) -> str:
        """The message in zh-CN with its values filled in."""
        return self.message.format(**self.params)


def refusal_of(check: Callable[[], object]) -> Refusal | None:
    """Why `check` refuses, or None where it lets through."""
    try:
        check()
    except Refusal as refusal:
        return refusal
    return None
