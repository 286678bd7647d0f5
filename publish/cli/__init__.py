"""The command line: `publish COMMAND`. Products and `--json` go to stdout, messages to stderr."""

from __future__ import annotations

from collections import UserDict
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from publish.cli.console import (
    end_process,
    end_with_streams,
    install_signal_handlers,
    open_closed_streams,
    print_log,
    run_and_map_errors,
)
from publish.render.theme_folders import trust_themes
from publish.version import __version__

# The module and function of each command. A command is imported when it is called, so that
# `publish --version` and `publish outline` do not wait for the libraries of the PDF.
_COMMANDS = {
    "new": "new:new_command",
    "build": "build:build_command",
    "verify": "build:verify_command",
    "preview": "preview:preview_command",
    "watch": "preview:watch_command",
    "outline": "inspect:outline_command",
    "explain": "inspect:explain_command",
    "import": "import_book:import_command",
    "export": "export_book:export_command",
    "release": "release:release_command",
    "catalogue": "catalogue:catalogue_command",
    "deliver": "deliver:deliver_command",
    "diff": "diff:diff_command",
    "proof": "proof:proof_command",
    "profiles": "profiles:profiles_command",
    "printers": "printers:printers_command",
    "themes": "themes:themes_command",
    "theme": "themes:theme_command",
    "preflight": "preflight:preflight_command",
    "print": "preflight:print_command",
    "cache": "cache:cache_command",
    "doctor": "doctor:doctor_command",
}


class LazyCommands(UserDict[str, Any]):
    """The commands by name, each imported on access."""

    def __getitem__(self, key: str) -> click.Command:
        module, _, name = str(super().__getitem__(key)).partition(":")
        command: click.Command = getattr(import_module(f"publish.cli.{module}"), name)
        return command


_SETTINGS = {"help_option_names": ["-h", "--help"]}


@click.group(commands=LazyCommands(_COMMANDS), context_settings=_SETTINGS)
@click.version_option(__version__, prog_name="publish")
@click.option("--quiet", is_flag=True, help="Print only errors and warnings.")
@click.option(
    "--debug", is_flag=True, help="Print log messages and the traceback of an internal error."
)
@click.option(
    "--themes",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A folder of themes that you trust: their templates and fonts are used.",
)
@click.pass_context
def publish(context: click.Context, quiet: bool, debug: bool, themes: tuple[Path, ...]) -> None:
    """Build books: an EPUB and a styled PDF from one manuscript, numbered once."""
    for folder in reversed(themes):
        trust_themes(folder)
    context.obj = {"quiet": quiet, "debug": debug}
    if debug:
        print_log()


def main() -> None:
    """Run the command and exit with the code of its outcome (see `ExitCode`)."""
    open_closed_streams()
    install_signal_handlers()
    end_process(end_with_streams(lambda: run_and_map_errors(publish)))
