"""A book publishing toolchain: structured sections to EPUB and styled PDF, numbered once.

The functions and types of `publish.api` are here too; they are imported when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from publish.version import __version__ as __version__

if TYPE_CHECKING:
    from publish.api import (
        BuildResult,
        VerifyResult,
        build,
        import_book,
        load,
        open_book,
        outline,
        release,
        settle,
        verify,
    )
    from publish.diagnostics import ContentError, Diagnostic, Report
    from publish.errors import PublishError


# Where each public name is defined.
_HOMES = {
    "publish.api": (
        *("BuildResult", "VerifyResult", "build", "import_book", "load"),
        *("open_book", "outline", "release", "settle", "verify"),
    ),
    "publish.diagnostics": ("ContentError", "Diagnostic", "Report"),
    "publish.errors": ("PublishError",),
}

__all__ = [
    "BuildResult",
    "ContentError",
    "Diagnostic",
    "PublishError",
    "Report",
    "VerifyResult",
    "build",
    "import_book",
    "load",
    "open_book",
    "outline",
    "release",
    "settle",
    "verify",
]


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
