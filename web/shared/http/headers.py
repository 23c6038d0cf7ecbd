"""Headers of every answer: for security, and the mark of training."""

from __future__ import annotations

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: dict[str, str] = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
HSTS = {"strict-transport-security": "max-age=31536000; includeSubDomains"}
TRAINING = {"x-training": "1"}
"""Nothing that comes from a training instance is real."""
NEVER_CACHED = {"cache-control": "no-store"}


def security_headers(*, hsts: bool, training: bool = False) -> list[tuple[bytes, bytes]]:
    """The headers as an ASGI server takes them."""
    headers = HEADERS | (HSTS if hsts else {}) | (TRAINING if training else {})
    return [(name.encode(), value.encode()) for name, value in headers.items()]
