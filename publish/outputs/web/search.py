"""The index of the search, by Pagefind: words of sections, which a browser loads in small parts."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from publish import external
from publish.diagnostics import Location, Report, Severity
from publish.files import temporary_folder
from publish.model.book import Book, Edition

FOLDER = "pagefind"
PAGE = "search.html"
_SECONDS = 600
# Of its files, those of its own user interfaces; ours is a page like the others.
_UNUSED = ("*-ui.js", "*-ui.css", "pagefind-highlight.js")


def has_search(book: Book, edition: Edition, report: Report) -> bool:
    """Whether the edition has a search; OUT-004 where what makes its index is not installed."""
    if not edition.search:
        return False
    if find_spec("pagefind_bin") is not None:
        return True
    place = edition.locations.get("format") or Location(str(book.folder / "book.toml"))
    hint = 'pip install "publish-book[web]", or set `search = false`'
    message = "the web edition gets no search, since Pagefind is not installed"
    report.add("OUT-004", message, place, hint=hint, severity=Severity.WARNING)
    return False


def make_index(pages: Path) -> dict[str, bytes]:
    """The files of an index of the pages in a folder; raises `ToolFailed`, `CannotWrite`."""
    from pagefind_bin import get_executable  # an extra: only a web edition with a search needs it

    with temporary_folder() as index:
        external.run(
            [
                get_executable(), "--silent", "--keep-index-url", "--site", pages,
                "--output-path", index, "--glob", "text/*.html", "--root-selector", "main",
                "--exclude-selectors", "span.page",
            ],
            timeout=_SECONDS,
        )  # fmt: skip
        return {
            f"{FOLDER}/{file.relative_to(index).as_posix()}": file.read_bytes()
            for file in sorted(index.rglob("*"))
            if file.is_file() and not any(file.match(pattern) for pattern in _UNUSED)
        }
