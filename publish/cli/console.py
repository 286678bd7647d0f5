"""How the command speaks: diagnostics and errors on stderr, the exit code by their class."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from publish.diagnostics import ContentError, Report, Severity
from publish.errors import ExitCode, PublishError

if TYPE_CHECKING:
    from rich.status import Status

    from publish.model.book import Artifact

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


class Progress:
    """One line that changes while a command works; shown on a terminal, silent elsewhere."""

    def __init__(self) -> None:
        quiet = click.get_current_context().obj["quiet"]
        self._status = _status_line() if sys.stderr.isatty() and not quiet else None
        self._begun = time.monotonic()

    def __call__(self, stage: str) -> None:
        """Show the stage that the work has come to."""
        if self._status:
            self._status.update(stage)
            self._status.start()

    def sum_up(self, artifacts: Sequence[Artifact]) -> None:
        """A last line for whoever waited: how long it took, and what the cache has saved."""
        if not self._status:
            return
        laid = sum(artifact.laid_out for artifact in artifacts)
        reused = sum(artifact.reused for artifact in artifacts)
        pieces = f", {laid} of {laid + reused} pieces laid out" if laid + reused else ""
        say(f"{time.monotonic() - self._begun:.1f} s{pieces}")

    def stop(self) -> None:
        """Take the line away, before anything else is printed."""
        if self._status:
            self._status.stop()


def _status_line() -> Status:
    from rich.console import Console
    from rich.status import Status

    return Status("", console=Console(stderr=True))


def say(message: str) -> None:
    """A word on stderr that `--quiet` silences."""
    if not click.get_current_context().obj["quiet"]:
        click.echo(message, err=True)


def show(report: Report) -> None:
    """All diagnostics of a run, in the order of their places, and their count."""
    coloured = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for diagnostic in report:
        colour = _COLOURS[diagnostic.severity] if coloured else None
        click.secho(str(diagnostic), fg=colour, err=True, color=coloured)


def answer(report: Report, **found: object) -> None:
    """Print one JSON object on stdout: what a command found, and its diagnostics."""
    told = [
        {
            "code": diagnostic.code,
            "severity": str(diagnostic.severity),
            "message": diagnostic.message,
            "path": diagnostic.location.path,
            "line": diagnostic.location.line or None,
            "column": diagnostic.location.column or None,
            "hint": diagnostic.hint,
        }
        for diagnostic in report
    ]
    click.echo(json.dumps({**found, "diagnostics": told}, ensure_ascii=False, indent=2))


def conclude(report: Report, *, strict: bool) -> None:
    """Show what was found and leave with its exit code."""
    show(report)
    code = report.exit_code(strict=strict)
    if code:
        click.get_current_context().exit(code)


_SIGNALS = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}


def heed_signals() -> None:
    """Let a signal end the run as an exception does: children ended, nothing left half written."""
    for number in _SIGNALS:
        signal.signal(number, _end)


def _end(number: int, _: object) -> None:
    # No KeyboardInterrupt: where that leaves text that is run as Python, as when a dataclass is
    # made, CPython ends by the signal in the end, whoever caught it.
    signal.signal(number, signal.SIG_IGN)
    click.echo(f"publish: {_SIGNALS[signal.Signals(number)]}", err=True)
    sys.exit(128 + number)


def guarded(command: click.Command) -> int:
    """Run a click command; every way it can end becomes an exit code, and words on stderr."""
    # What libraries log is said to nobody; what a user must know is a diagnostic.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        return int(command.main(standalone_mode=False, prog_name="publish") or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("publish: interrupted", err=True)
        return ExitCode.INTERRUPTED
    except ContentError as error:
        show(error.report)
        return error.report.exit_code()
    except PublishError as error:
        hint = f"\n  hint: {error.hint}" if error.hint else ""
        click.echo(f"publish: error: {error.message}{hint}", err=True)
        return error.exit_code
    except Exception:
        return _own_fault()


def _own_fault() -> int:
    """Save the traceback to a file and tell where, so that a user can report it."""
    if "--debug" in sys.argv:
        traceback.print_exc()
        return ExitCode.INTERNAL
    report = traceback.format_exc()
    click.echo(f"publish: a fault of its own: {report.strip().splitlines()[-1]}", err=True)
    try:
        handle, name = tempfile.mkstemp(prefix="publish-fault-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(report)
        click.echo(f"  hint: the report to send is {name}", err=True)
    except OSError:
        click.echo("  hint: run it again with --debug and send what it says", err=True)
    return ExitCode.INTERNAL
