"""The command line."""

from __future__ import annotations

import click

from consult.background.parent import end_with_parent
from consult.cli.audit import audit_command
from consult.cli.backup import backup_command, restore_command
from consult.cli.bounce import bounce
from consult.cli.data import checkpoint, clean, migrate_command, rebuild
from consult.cli.doctor import doctor
from consult.cli.export import export_command, recover_command
from consult.cli.keys import backup_keys_command, rotate_wrapping_key_command
from consult.cli.recheck import recheck_command
from consult.cli.running import demo, serve, work
from consult.cli.staff import staff
from consult.cli.stopping import Stopped
from consult.cli.verify import verify_receipt
from consult.cli.web import CreateApp
from consult.database import LOST, DatabaseUnusable, ServerNotStarted
from consult.instance.settings import SettingInvalid
from consult.instance.version import version
from consult.publication.checkpoint_file import HeadRefused


@click.group(help="A public consultation platform whose history anyone can replay and prove.")
@click.version_option(version(), message="consult %(version)s")
def program() -> None:
    pass


ORDER = (
    *(serve, demo, work, migrate_command, staff, rebuild, clean, checkpoint, doctor, bounce),
    *(backup_command, restore_command, backup_keys_command, rotate_wrapping_key_command),
    *(export_command, recover_command, audit_command, recheck_command, verify_receipt),
)
for command in ORDER:
    program.add_command(command)


def main(create_app: CreateApp) -> int:
    """Run the program. `create_app` makes the web application. Wrong settings, no database and a stop print no traceback."""
    end_with_parent()
    try:
        program(standalone_mode=False, obj=create_app)
    except click.exceptions.Abort:
        return 130
    except Stopped as stopped:
        return 128 + stopped.number
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SettingInvalid as error:
        click.echo(f"A setting cannot be used: {error}", err=True)
        return 2
    except HeadRefused as error:
        click.echo(str(error), err=True)
        return 3
    except (DatabaseUnusable, ServerNotStarted, *LOST) as error:
        click.echo(f"The database cannot be used: {error or type(error).__name__}", err=True)
        return 4
    return 0
