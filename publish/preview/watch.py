"""`publish watch`: builds the products of a book after each save, without a browser."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from publish.config.manifest import edition_formats
from publish.context import Context
from publish.diagnostics import ContentError, Report
from publish.errors import PublishError, SourceChanged
from publish.files import temporary_folder
from publish.model.artifact import Artifact
from publish.model.formats import format_of
from publish.outputs.pdf.schedule.kept_pool import KeptPools
from publish.pipeline import IncompleteBuild, build
from publish.pipeline.selection import match_names
from publish.preview.exchange import Setup
from publish.preview.saves import SOON, SavedAgain, Saves, watching_process


class WatchRequest(msgspec.Struct, frozen=True):
    """What to build into which folder; with `poll` all files are looked at again and again."""

    editions: Sequence[str]
    out: Path
    poll: bool = False


class Built(msgspec.Struct, frozen=True):
    """A build that ended: the products without errors, and an error of the machine."""

    report: Report
    artifacts: Sequence[Artifact]
    seconds: float
    error: PublishError | None = None


def watch(
    folder: Path,
    request: WatchRequest,
    context: Context,
    on_ready: Callable[[str], None],
    on_built: Callable[[Built], None],
) -> None:
    """Build a book after each save until the process is ended.

    `on_ready` is told why all files are looked at, if they are, and `on_built` of each build.
    """
    setup = Setup(
        book=str(folder.absolute()), excluded=[str(request.out.absolute())], poll=request.poll
    )
    with (
        temporary_folder() as scratch,
        KeptPools(context.cache) as pools,
        watching_process("watching", setup, scratch) as (process, ready),
    ):
        on_ready(ready.polls)
        saves = Saves(process)
        while True:
            built = _build(folder, request, context, pools, saves)
            if built is not None:
                on_built(built)
            saves.take(None if built else SOON)


def _build(
    folder: Path, request: WatchRequest, context: Context, pools: KeptPools, saves: Saves
) -> Built | None:
    """Build once; None if the text changed meanwhile."""
    start, report = time.monotonic(), Report()
    run = replace(context, report=report, progress=saves.stop_if_saved)
    formats = edition_formats(folder)
    has_pages = any(
        format_of(formats[name]).has_pages for name in match_names(formats, request.editions)
    )
    pool = pools.current() if has_pages else None
    artifacts: Sequence[Artifact] = ()
    failure: PublishError | None = None
    try:
        artifacts = build(folder, request.editions, request.out, run, kept_pool=pool)
    except (SavedAgain, SourceChanged):
        with suppress(PublishError):  # then the next build gets another pool
            pools.current().abandon()
        return None
    except IncompleteBuild as error:
        artifacts = error.artifacts
    except ContentError as error:
        report.extend(error.report.diagnostics)
    except PublishError as error:
        failure = error
    return Built(report, artifacts, time.monotonic() - start, failure)
