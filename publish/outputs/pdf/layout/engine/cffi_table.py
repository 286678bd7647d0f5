"""The C declarations of the layout engine, read beforehand.

WeasyPrint declares 460 lines of C when it is imported, and cffi has a parser in Python read them,
which takes half of the time of the import. cffi can write what it has read as a table (its
documentation, "Preparing and distributing modules", ABI mode out of line): that is `declared.py`.
While the one module of the engine that declares is imported, the table takes the place of the
reading. A module whose source is another reads for itself, and PUBLISH_CURES, which chooses among
the cures, leaves this one out.

`scripts/declare.py` writes the table for the engine that is installed, and tells the digest.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

_DECLARING = "weasyprint.text.ffi"
# SHA-256 of its source in WeasyPrint 70.0.
_DIGEST = "530e83118f7841d2791678ece23d5e43a7a24150ee1ea64bb4ba70c70b3eb5da"


def install() -> None:
    """Have the table used from now on, wherever the engine is imported."""
    if not os.environ.get("PUBLISH_CURES"):
        sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds the module that declares, if it is the one whose declarations stand in the table."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, _: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As `importlib.abc.MetaPathFinder` says; None for all other modules."""
        spec = PathFinder.find_spec(name, path) if name == _DECLARING else None
        if spec is None or spec.origin is None or digest(Path(spec.origin)) != _DIGEST:
            return None
        spec.loader = _Loader(name, spec.origin)
        return spec


class _Loader(SourceFileLoader):
    """Runs that module with a `cffi` whose declarations are there already."""

    def exec_module(self, module: ModuleType) -> None:
        """Run it, and leave `cffi` to others as it was."""
        from publish.outputs.pdf.layout.engine.cffi_declared import ffi

        known = sys.modules.get("cffi")
        stand_in = ModuleType("cffi")
        stand_in.FFI = lambda: _Declared(ffi)  # type: ignore[attr-defined]
        sys.modules["cffi"] = stand_in
        try:
            super().exec_module(module)
        finally:
            del sys.modules["cffi"]
            if known is not None:
                sys.modules["cffi"] = known
        module.ffi = ffi  # type: ignore[attr-defined]  # others take it from there, as it is


class _Declared:
    """An `FFI` that takes declarations for read."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def cdef(self, _: str) -> None:
        """Nothing to do."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)


def digest(source: Path) -> str:
    """What tells one version of the source from another."""
    return hashlib.sha256(source.read_bytes()).hexdigest()
