"""Desk pages of points, answers and the feedback summary."""
