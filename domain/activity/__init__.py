"""The aggregate of one participation activity 参与活动: a hearing, forum, visit, poll, consultation, or open meeting."""
