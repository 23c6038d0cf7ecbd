"""Questionnaires 问卷调查 beside a draft: written, opened, answered, counted."""
