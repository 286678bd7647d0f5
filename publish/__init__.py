"""A book publishing toolchain: structured sections to EPUB and styled PDF, numbered once.

The functions and types of `publish.api`, and the most used of its modules, are here too, and are
imported when they are used.
`python -m publish` runs this before `__main__`, with the working folder in the search path, so that
it imports nothing that Python has not loaded by then.
"""

from publish.version import __version__ as __version__

TYPE_CHECKING = False  # what type checkers take for that of `typing`
if TYPE_CHECKING:
    from publish.api import (
        BuildResult,
        IncompleteBuild,
        VerifyResult,
        build,
        load,
        open_book,
        outline,
        settle,
        verify,
    )
    from publish.api.exporting import ExportResult, export_book
    from publish.api.importing import import_book
    from publish.api.releases import check_release, diff, release
    from publish.diagnostics import ContentError, Diagnostic, Report
    from publish.errors import PublishError


# Where each public name is defined.
_HOMES = {
    "publish.api": (
        *("BuildResult", "IncompleteBuild", "VerifyResult", "build", "load", "open_book"),
        *("outline", "settle", "verify"),
    ),
    "publish.api.exporting": ("ExportResult", "export_book"),
    "publish.api.importing": ("import_book",),
    "publish.api.releases": ("check_release", "diff", "release"),
    "publish.diagnostics": ("ContentError", "Diagnostic", "Report"),
    "publish.errors": ("PublishError",),
}

__all__ = [
    "BuildResult",
    "ContentError",
    "Diagnostic",
    "ExportResult",
    "IncompleteBuild",
    "PublishError",
    "Report",
    "VerifyResult",
    "build",
    "check_release",
    "diff",
    "export_book",
    "import_book",
    "load",
    "open_book",
    "outline",
    "release",
    "settle",
    "verify",
]


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            home = __import__(module, fromlist=[name])
            return getattr(home, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
