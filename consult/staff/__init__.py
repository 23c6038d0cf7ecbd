"""Staff: people, roles, tokens, and the sessions in which they are signed in."""

from consult.staff.register import Person, PersonUnknown, Staff
from consult.staff.sessions import Session, Sessions

__all__ = ["Person", "PersonUnknown", "Session", "Sessions", "Staff"]
