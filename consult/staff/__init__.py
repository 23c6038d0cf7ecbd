"""Staff: people, roles and tokens."""

from consult.staff.register import Person, PersonUnknown, Staff

__all__ = ["Person", "PersonUnknown", "Staff"]
