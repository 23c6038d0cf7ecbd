"""Breakages of staff accounts and mail: passwords, codes, attempts, letters."""

from __future__ import annotations

CODES, ATTEMPTS, PASSWORDS, MAIL = (f"tests/staff/test_{name}.py" for name in ("codes", "attempts", "passwords", "mail"))

STAFF = ()
