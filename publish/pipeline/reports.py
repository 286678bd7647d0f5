"""Reports of the parts of a run, as its whole report has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from publish.diagnostics import ContentError, Diagnostic, Report


@contextmanager
def merged_into(whole: Report, part: Report) -> Iterator[None]:
    """Add the diagnostics of a part of a run to the whole report, also if it ends the run.

    The error that ended it may come with a report of its own.
    """
    try:
        yield
    except ContentError as error:
        whole.extend([*part.diagnostics, *error.report.diagnostics])
        raise ContentError(whole) from None
    finally:
        whole.extend(part.diagnostics)


def relocated(diagnostics: Iterable[Diagnostic], out: Path) -> Iterator[Diagnostic]:
    """Diagnostics of a staged file, located at its final path."""
    for diagnostic in diagnostics:
        path = str(out / Path(diagnostic.location.path).name)
        yield replace(diagnostic, location=replace(diagnostic.location, path=path))
