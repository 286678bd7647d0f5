"""A layout process that waits for its work: the server of a pool, or an engine for one page."""

from __future__ import annotations

from pathlib import Path

from publish.cache import Cache
from publish.external import LineProcess
from publish.outputs.pdf.exchange.job_folder import MEMORY_LIMIT, engine_environment


def start_engine(kind: str, folder: Path, cache: Cache) -> LineProcess:
    """The process, which works in `folder`; `kind` names a module: `server` or `one_page`."""
    return LineProcess(
        "publish.outputs.pdf.layout",
        kind,
        folder,
        *filter(None, [cache.folder]),
        folder=folder,
        environment=engine_environment(folder),
        memory=MEMORY_LIMIT,
    )
