"""Reminders 提醒 of clocks for staff: what each person is reminded of, as one letter a working day, or on a page."""
