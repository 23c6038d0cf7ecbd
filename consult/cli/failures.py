"""What a command that failed says, and its exit status."""

from __future__ import annotations

import click

from consult.cli.stopping import Stopped
from consult.database import LOST, DatabaseUnusable, ServerNotStarted
from consult.instance.settings import SettingInvalid
from consult.publication.checkpoint_file import HeadRefused


def exit_status_of(error: Exception) -> int:
    """Says in a line what went wrong. Raises `error` itself where nobody foresaw it."""
    match error:
        case Stopped(number=number):
            return 128 + number
        case SettingInvalid():
            return _said(f"A setting cannot be used: {error}", 2)
        case HeadRefused():
            return _said(str(error), 3)
        case _ if isinstance(error, (DatabaseUnusable, ServerNotStarted, *LOST)):
            return _said(f"The database cannot be used: {str(error) or type(error).__name__}", 4)
        case _:
            raise error


def _said(words: str, status: int) -> int:
    click.echo(words, err=True)
    return status
