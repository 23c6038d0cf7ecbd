"""Desk pages of risk assessments 风险评估."""

from __future__ import annotations

from typing import Any

from web.desk.risk_assessment import assessment, assessments, steps

handlers: list[Any] = [*assessments.handlers, *assessment.handlers, *steps.handlers]
