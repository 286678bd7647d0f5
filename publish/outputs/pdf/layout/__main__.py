"""`python -m publish.outputs.pdf.layout MODULE FOLDER [CACHE]`: a layout process.

The module is `server`, `one_page` or `whole_book`; the last is the reference, without speed-ups.

The engine is imported and patched before the modules that use it. So a patch that does not fit
another version of the engine is reported by its name.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

from publish.cache import Cache
from publish.deep_calls import call_with_room
from publish.errors import ExitCode, PublishError
from publish.external import die_with_parent
from publish.outputs.pdf.exchange.failures import FailureCause, encode_failure
from publish.outputs.pdf.layout import patches
from publish.outputs.pdf.layout.engine.cffi_table import preload
from publish.outputs.pdf.layout.engine.dictionaries import keep_dictionaries

_YIELDED = 5  # priority (nice(1)) of a cover, for which only the end of a build waits


def main(module: str, folder: Path, cache: Cache) -> int:
    """Run a module with the jobs of a folder, and end with the parent."""
    die_with_parent()
    if module == "one_page":
        os.nice(_YIELDED)
    gc.disable()  # what is imported stays
    if os.environ.get(patches.ENVIRONMENT) != "off":
        preload(cache)
        keep_dictionaries(cache)
    try:
        left_out = patches.apply(() if module == "whole_book" else None)
    except PublishError as error:
        print(
            encode_failure(FailureCause(error.message, error.hint or "")).decode(), file=sys.stderr
        )
        return ExitCode.LAYOUT
    run = import_module(f"{__package__}.{module}").main
    gc.freeze()
    gc.enable()
    status: int = call_with_room(run, folder, left_out)
    return status


if __name__ == "__main__":
    _, name, place, *rest = sys.argv
    sys.exit(main(name, Path(place), Cache(Path(rest[0]) if rest else None)))
