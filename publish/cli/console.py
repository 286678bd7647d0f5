"""Console output and exit codes: diagnostics and errors on stderr, the exit code by their class."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

from publish.context import Context, ProgressCallback, make_context, no_progress
from publish.diagnostics import ContentError, Report, Severity
from publish.errors import ExitCode, PublishError

if TYPE_CHECKING:
    from rich.status import Status

    from publish.model.artifact import Artifact

_STDOUT, _STDERR = 1, 2  # the numbers of the streams
_UNREAD = 128 + signal.SIGPIPE  # the exit code where nobody reads what is printed
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


class ProgressLine:
    """A status line that is updated while a command works; shown only on a terminal."""

    def __init__(self) -> None:
        quiet = click.get_current_context().obj["quiet"]
        self._status = _rich_status() if sys.stderr.isatty() and not quiet else None
        self._start = time.monotonic()

    def __call__(self, stage: str) -> None:
        """Show the current stage of the work."""
        if self._status:
            self._status.update(stage)
            self._status.start()

    def print_summary(self, artifacts: Sequence[Artifact]) -> None:
        """Print how long it took, and how many pieces were laid out."""
        if not self._status:
            return
        laid = sum(artifact.laid_out for artifact in artifacts)
        reused = sum(artifact.reused for artifact in artifacts)
        pieces = f", {laid} of {laid + reused} pieces laid out" if laid + reused else ""
        print_status(f"{time.monotonic() - self._start:.1f} s{pieces}")

    def stop(self) -> None:
        """Remove the line, before anything else is printed."""
        if self._status:
            self._status.stop()


def _rich_status() -> Status:
    from rich.console import Console
    from rich.status import Status

    return Status("", console=Console(stderr=True))


def run_context(
    report: Report, progress: ProgressCallback = no_progress, *, cached: bool = True
) -> Context:
    """The context of a command, which has no threads and may fork."""
    context = make_context(cache=cached, progress=progress, forks=True)
    return context.with_report(report)


def print_status(message: str) -> None:
    """Print a message on stderr, unless `--quiet` is set."""
    if not click.get_current_context().obj["quiet"]:
        click.echo(message, err=True)


def print_diagnostics(report: Report) -> None:
    """Print all diagnostics of a run, in the order of their locations."""
    coloured = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for diagnostic in report:
        colour = _COLOURS[diagnostic.severity] if coloured else None
        click.secho(str(diagnostic), fg=colour, err=True, color=coloured)


def print_error(error: PublishError) -> None:
    """Print an error that has no place in a book."""
    hint = f"\n  hint: {error.hint}" if error.hint else ""
    click.echo(f"publish: error: {error.message}{hint}", err=True)


def print_json(report: Report, **values: object) -> None:
    """Print the result of a command and its diagnostics on stdout, as one JSON object."""
    diagnostics = [diagnostic.as_json() for diagnostic in report]
    click.echo(json.dumps({**values, "diagnostics": diagnostics}, ensure_ascii=False, indent=2))


def show_and_exit(report: Report, *, strict: bool) -> None:
    """Print the diagnostics and exit with their code."""
    print_diagnostics(report)
    code = report.exit_code(strict=strict)
    if code:
        click.get_current_context().exit(code)


def open_closed_streams() -> None:
    """Open those of the three streams that were closed (`2>&-`), as streams that nobody reads.

    Otherwise files of the build would get their numbers, and what is printed would go into them.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        os.set_inheritable(handle, True)
    os.close(handle)
    sys.stdout = sys.stdout or os.fdopen(_STDOUT, "w")
    sys.stderr = sys.stderr or os.fdopen(_STDERR, "w")


def end_with_streams(run: Callable[[], int]) -> int:
    """The exit code of a run, also if what it prints cannot be written.

    That of SIGPIPE, quietly, if nobody reads it any more, as for `publish outline book | head -1`.
    The signal itself is not for us: it would also end a build whose layout process has died.
    """
    try:
        code = run()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        return code
    except SystemExit as end:
        if end.code != ExitCode.INTERNAL:  # click ends so when nobody reads
            raise
        code = _UNREAD
    except BrokenPipeError:
        code = _UNREAD
    except OSError as error:
        code = _report_full_stream(error)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (_STDOUT, _STDERR):  # what they still hold is written at the end
        os.dup2(nowhere, stream)
    return code


def end_process(code: int) -> NoReturn:
    """End at once: to deallocate modules and a whole book first would take a twentieth of a run.

    A profiler or a debugger reports at an ordinary end, and gets one.
    """
    if sys.getprofile() or sys.gettrace():
        sys.exit(code)
    os._exit(code)


def _report_full_stream(error: OSError) -> int:
    """Say why the standard output cannot be written, if the standard error can be."""
    with suppress(OSError):
        reason = f"the standard output cannot be written: {error.strerror}"
        click.echo(f"publish: error: {reason}", err=True)
    return ExitCode.UNWRITABLE


def _is_from_printing(error: Exception) -> bool:
    """Whether an error is that of a stream, which names no file."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return isinstance(error, OSError) and frames[-1].f_code is click.echo.__code__


_SIGNALS = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}
_MOMENT = 0.01  # seconds, after which a finalizer has mostly ended


def install_signal_handlers() -> None:
    """Let a signal end the run like an exception: children killed, temporary files removed."""
    for number in _SIGNALS:
        signal.signal(number, _exit_by_signal)
    sys.unraisablehook = _exit_again


def _exit_by_signal(number: int, _: object) -> None:
    # Not KeyboardInterrupt: if that escapes from code run by `exec`, as when a dataclass is
    # defined, CPython exits by the signal at the end, even if it was caught.
    signal.signal(number, signal.SIG_IGN)
    line = f"publish: {_SIGNALS[signal.Signals(number)]}\n"
    with suppress(OSError):  # not through a stream that may be in the middle of writing
        os.write(_STDERR, line.encode())
    sys.exit(128 + number)


def _exit_again(forgotten: sys.UnraisableHookArgs) -> None:
    """Python forgets what is raised in a finalizer; an exit is raised again a moment later."""
    if not isinstance(forgotten.exc_value, SystemExit):
        sys.__unraisablehook__(forgotten)
        return
    code = forgotten.exc_value.code
    signal.signal(signal.SIGALRM, lambda *_: sys.exit(code))
    signal.setitimer(signal.ITIMER_REAL, _MOMENT)


def print_log() -> None:
    """Print our own log records on stderr from now on."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("publish: %(message)s"))
    logger = logging.getLogger("publish")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)


def run_and_map_errors(command: click.Command) -> int:
    """Run a click command; every outcome becomes an exit code, and a message on stderr."""
    # Log records of libraries are dropped; what a user must know is a diagnostic.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        return int(command.main(standalone_mode=False, prog_name="publish") or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except BrokenPipeError:
        raise
    except (click.Abort, KeyboardInterrupt):
        click.echo("publish: interrupted", err=True)
        return ExitCode.INTERRUPTED
    except ContentError as error:
        print_diagnostics(error.report)
        return error.report.exit_code()
    except PublishError as error:
        print_error(error)
        return error.exit_code
    except Exception as error:
        if _is_from_printing(error):
            raise
        return _report_internal_error()


def _report_internal_error() -> int:
    """Save the traceback to a file and print its name, so that a user can report it."""
    if "--debug" in sys.argv:
        traceback.print_exc()
        return ExitCode.INTERNAL
    text = traceback.format_exc()
    click.echo(f"publish: internal error: {text.strip().splitlines()[-1]}", err=True)
    try:
        handle, name = tempfile.mkstemp(prefix="publish-error-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        click.echo(f"  hint: please report it with the file {name}", err=True)
    except OSError:
        click.echo("  hint: run it again with --debug and report the output", err=True)
    return ExitCode.INTERNAL
