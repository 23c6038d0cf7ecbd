"""Calendars (iCalendar, RFC 5545): public dates of decisions, for programs that subscribe to an address."""
