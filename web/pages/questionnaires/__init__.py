"""Public pages of questionnaires 问卷调查: what is asked and what came of it, the form, the figures."""

from __future__ import annotations

from typing import Any

from web.pages.questionnaires import answering, figures, questionnaire

handlers: list[Any] = [*questionnaire.handlers, *answering.handlers, *figures.handlers]
