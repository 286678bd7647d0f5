"""The command line: `publish COMMAND`. Products and `--json` go to stdout, messages to stderr."""

from __future__ import annotations

import sys

import click

from publish import __version__
from publish.cli.building import build_command, verify_command
from publish.cli.importing import import_command
from publish.cli.looking import explain_command, outline_command
from publish.cli.making import new_command
from publish.cli.releasing import release_command
from publish.cli.speaking import guarded


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="publish")
@click.option("--quiet", is_flag=True, help="Say nothing but errors and warnings.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of our own.")
@click.pass_context
def publish(context: click.Context, quiet: bool, debug: bool) -> None:
    """Make books: an EPUB and a styled PDF from one manuscript, numbered once."""
    context.obj = {"quiet": quiet, "debug": debug}


for _command in (
    new_command,
    build_command,
    verify_command,
    outline_command,
    explain_command,
    import_command,
    release_command,
):
    publish.add_command(_command)


def main() -> None:
    """Run the command and leave with the exit code of what happened (see `ExitCode`)."""
    sys.exit(guarded(publish))
