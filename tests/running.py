"""The context that tests run in: that of the command line, unless they say otherwise."""

from __future__ import annotations

from publish.cache import Cache
from publish.context import Context, ProgressCallback, no_progress
from publish.diagnostics import Report
from publish.external import available_cores


def run_context(
    report: Report | None = None,
    progress: ProgressCallback = no_progress,
    *,
    cache: Cache | None = None,
) -> Context:
    """The context of a run with the user's cache, which the fixtures of tests replace."""
    chosen = Cache.default() if cache is None else cache
    return Context(report or Report(), chosen, progress, available_cores(), forks=True)
