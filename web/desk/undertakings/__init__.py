"""Desk pages of tasks of execution 执行任务: lists by limit, one task with its steps, setting one."""

from __future__ import annotations

from typing import Any

from web.desk.undertakings import listing, setting, steps, task

handlers: list[Any] = [*listing.handlers, *setting.handlers, *task.handlers, *steps.handlers]
