"""What has become of an application, by the last event of its stream that changes it; for the rules of the lot."""

from __future__ import annotations

from collections.abc import Sequence

from domain.application.events import (
    ApplicationAdmitted,
    ApplicationDeclined,
    ApplicationErased,
    ApplicationInvited,
    ApplicationWithdrawn,
)
from domain.event import Event


def application_fate(own: Sequence[Event]) -> str:
    """waiting, seated or out; out as well where there is no such application."""
    if not own:
        return "out"
    fate = "waiting"
    for event in own:
        match event:
            case ApplicationAdmitted() | ApplicationInvited():
                fate = "seated"
            case ApplicationWithdrawn() | ApplicationDeclined():
                fate = "out"
            case ApplicationErased() if fate == "waiting":
                fate = "out"
            case _:
                pass
    return fate
