"""Time-based one-time passwords (RFC 6238): six digits, thirty seconds, one step of tolerance either way; each code once."""

from __future__ import annotations

import unicodedata
from base64 import b32encode
from datetime import datetime

import pyotp

STEP = 30  # seconds
LONGEST = 40  # characters looked at, spaces included
SECRET = 20  # bytes, as long as the hash (RFC 4226, section 4)


def secret_of(randomness: bytes) -> str:
    """A secret in Base32 from at least 20 unguessable bytes."""
    return b32encode(randomness[:SECRET]).decode()


def address_of(secret: str, email: str, site: str) -> str:
    """The `otpauth://` address an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=site)


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step this code belongs to: the present one, the one before or after; None for a wrong code."""
    digits = "".join(character for character in unicodedata.normalize("NFKC", code[:LONGEST]) if not character.isspace())
    generator = pyotp.TOTP(secret)
    present = int(now.timestamp()) // STEP
    steps = [
        step for step in (present - 1, present, present + 1) if pyotp.utils.strings_equal(digits, generator.generate_otp(step))
    ]
    return max(steps, default=None)
