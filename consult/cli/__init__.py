"""The command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

from consult.background.parent import end_with_parent
from consult.instance.version import version

if TYPE_CHECKING:
    from consult.cli.web import CreateApp

COMMANDS = {
    "serve": "consult.cli.running:serve",
    "demo": "consult.cli.running:demo",
    "work": "consult.cli.running:work",
    "migrate": "consult.cli.data:migrate_command",
    "staff": "consult.cli.staff:staff",
    "rebuild": "consult.cli.data:rebuild",
    "clean": "consult.cli.data:clean",
    "checkpoint": "consult.cli.data:checkpoint",
    "doctor": "consult.cli.doctor:doctor",
    "bounce": "consult.cli.bounce:bounce",
    "backup": "consult.cli.backup:backup_command",
    "restore": "consult.cli.backup:restore_command",
    "backup-keys": "consult.cli.keys:backup_keys_command",
    "rotate-wrapping-key": "consult.cli.keys:rotate_wrapping_key_command",
    "export": "consult.cli.export:export_command",
    "recover": "consult.cli.export:recover_command",
    "audit": "consult.cli.audit:audit_command",
    "recheck": "consult.cli.recheck:recheck_command",
    "verify-receipt": "consult.cli.verify:verify_receipt",
}
"""Where each is. It is imported when it is asked for: checking a receipt needs no database, and does not wait for its driver."""


class Program(click.Group):
    """Loads its commands as they are asked for (the `LazyGroup` of click's documentation)."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=Program, help="A public consultation platform whose history anyone can replay and prove.")
@click.version_option(version(), message="consult %(version)s")
def program() -> None:
    pass


def main(create_app: CreateApp) -> int:
    """Run the program. `create_app` makes the web application. Wrong settings, no database and a stop print no traceback."""
    end_with_parent()
    try:
        program(standalone_mode=False, obj=create_app)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:
        from consult.cli.failures import exit_status_of

        return exit_status_of(error)
    return 0
