"""Undertakings 执行任务: what carries a decision out, by whom, until when; progress, problems, inspections, completion."""
