"""Desk pages of grievances: lists by the date due, one grievance with its steps, and registering one that came alone."""
