"""The command line: `publish COMMAND`. Products and `--json` go to stdout, messages to stderr."""

from __future__ import annotations

import gc
import sys
from collections import UserDict
from importlib import import_module
from typing import Any

import click

from publish import __version__
from publish.cli.console import guarded, heed_signals

# Where each command stands. A command is imported when it is called, so that `publish --version`
# and `publish outline` do not wait for what makes a PDF.
_PLACES = {
    "new": "new:new_command",
    "build": "build:build_command",
    "verify": "build:verify_command",
    "outline": "inspect:outline_command",
    "explain": "inspect:explain_command",
    "import": "import_book:import_command",
    "release": "release:release_command",
    "cache": "cache:cache_command",
    "doctor": "doctor:doctor_command",
}


class Commands(UserDict[str, Any]):
    """The commands by name; one is imported when it is taken."""

    def __getitem__(self, key: str) -> click.Command:
        module, _, name = str(super().__getitem__(key)).partition(":")
        command: click.Command = getattr(import_module(f"publish.cli.{module}"), name)
        return command


@click.group(commands=Commands(_PLACES), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="publish")
@click.option("--quiet", is_flag=True, help="Say nothing but errors and warnings.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of our own.")
@click.pass_context
def publish(context: click.Context, quiet: bool, debug: bool) -> None:
    """Make books: an EPUB and a styled PDF from one manuscript, numbered once."""
    context.obj = {"quiet": quiet, "debug": debug}


def main() -> None:
    """Run the command and leave with the exit code of what happened (see `ExitCode`)."""
    heed_signals()
    code = guarded(publish)
    gc.freeze()  # a whole book goes with the process: to take it apart first takes a tenth of a run
    sys.exit(code)
