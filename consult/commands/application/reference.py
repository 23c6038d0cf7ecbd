"""The application that a secret reference 查询码 leads to; references are made as those of comments are."""

from __future__ import annotations

from uuid import UUID

from consult.archive.streams import NotFound
from consult.commands.comment.reference import id_of_reference
from consult.runtime import Runtime
from domain.application.state import Application
from domain.refusals import Refusal


class ApplicationUnknown(Refusal):
    """A reference leads to one application, and to nothing where it is mistyped."""

    message = "没有找到这个查询码对应的报名。请核对16位查询码（不含字母I、O、Q、Z和数字0、1）。"
    status = 404


def application_id_of(runtime: Runtime, reference: str) -> UUID:
    """The id derived from a reference as typed."""
    return id_of_reference(runtime, reference, "application id")


async def application_of(runtime: Runtime, reference: str) -> Application:
    """Raises ApplicationUnknown."""
    try:
        return await runtime.archive.application(application_id_of(runtime, reference))
    except NotFound as error:
        raise ApplicationUnknown from error


async def is_application(runtime: Runtime, reference: str) -> bool:
    """Whether a reference leads to an application."""
    try:
        await application_of(runtime, reference)
    except ApplicationUnknown:
        return False
    return True
