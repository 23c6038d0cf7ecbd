"""Clocks 期限 at the desk: the calendar of all decisions, and by what means one is reminded of them."""
