"""Kinds of reminders: each is on until its person switches it off."""

from __future__ import annotations

import enum


class ReminderKind(enum.StrEnum):
    """Clocks that staff are reminded of, the most pressing first."""

    OVERDUE = "overdue"  # 已逾期
    ANSWER_DUE = "answer_due"  # 答复期限
    CLOSING = "closing"  # 即将截止
    RETURNED = "returned"  # 被退回
    APPEALS = "appeals"  # 复核申请待处理
    TASK_OVERDUE = "task_overdue"  # 执行任务、整改已逾期
    TASK_DUE = "task_due"  # 执行任务、整改期限
    UNIT_DUE = "unit_due"  # 征求有关单位意见的反馈期限
    GRIEVANCE = "grievance"  # 信访事项告知期限
