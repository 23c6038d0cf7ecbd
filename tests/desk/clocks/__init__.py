"""Clocks at the desk: reminders by mail, and the calendar."""
