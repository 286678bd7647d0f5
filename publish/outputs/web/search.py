"""The index of the search, by Pagefind: words of sections, which a browser loads in small parts.

Chinese and Japanese have no spaces between words: their words are found by a larger program. In a
book in another language, pages with text of theirs have an index of their own beside that of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from publish import external
from publish.diagnostics import Location, Report, Severity
from publish.files import temporary_folder
from publish.model.book import Book, Edition
from publish.model.script import script_of
from publish.model.section import Section
from publish.outputs.web.page_format import WEB_PAGES

FOLDER, FOLDER_BESIDE = "pagefind", "pagefind-beside"
PAGE = "search.html"
_SECONDS = 600
# Of its files, those of its own user interfaces; ours is a page like the others.
_UNUSED = ("*-ui.js", "*-ui.css", "pagefind-highlight.js")
_SMALL, _LARGE = "pagefind_bin", "pagefind_bin_extended"
# The languages that the large program divides, by script.
_WITHOUT_SPACES = {"Hans": "zh", "Hant": "zh", "Jpan": "ja"}
_TAGS = etree.XPath("descendant-or-self::*/@lang", smart_strings=False)


def has_search(book: Book, edition: Edition, report: Report) -> bool:
    """Whether the edition has a search; OUT-004 where what makes its index is not installed,
    OUT-005 where it would find no words of Chinese or Japanese."""
    if not edition.search:
        return False
    is_large = find_spec(_LARGE) is not None
    has_any = is_large or find_spec(_SMALL) is not None
    place = edition.locations.get("format") or Location(str(book.folder / "book.toml"))
    if not has_any:
        hint = 'pip install "publish-book[web]", or set `search = false`'
        message = "the web edition gets no search, since Pagefind is not installed"
        report.add("OUT-004", message, place, hint=hint, severity=Severity.WARNING)
    elif not is_large and (_language(book.metadata.language) or _pages_without_spaces(book)):
        hint = 'pip install "publish-book[web-cjk]"'
        message = (
            "the search finds words of Chinese and Japanese only where a sentence begins with "
            "them, since the extended Pagefind is not installed"
        )
        report.add("OUT-005", message, place, hint=hint, severity=Severity.WARNING)
    return has_any


def language_beside(book: Book) -> str:
    """The language of the index beside that of all pages; empty for none."""
    if _language(book.metadata.language) or find_spec(_LARGE) is None:
        return ""
    return next(iter(_pages_without_spaces(book).values()), "")


def make_index(pages: Path, book: Book) -> dict[str, bytes]:
    """The files of an index of the pages in a folder, and of that beside it, if any.

    Raises `ToolFailed`, `CannotWrite`.
    """
    is_large = find_spec(_LARGE) is not None and bool(_language(book.metadata.language))
    files = _index(pages, FOLDER, "text/*.html", is_large=is_large or find_spec(_SMALL) is None)
    if language := language_beside(book):
        names = ",".join(_pages_without_spaces(book))
        files |= _index(pages, FOLDER_BESIDE, f"{{{names}}}", "--force-language", language)
    return files


def _pages_without_spaces(book: Book) -> dict[str, str]:
    """The pages with text in such a language, with that language."""
    return {
        WEB_PAGES.section_href(opening): language
        for opening in book.opening_sections()
        for language in _languages(opening)
        if language
    }


def _languages(opening: Section) -> Iterator[str]:
    """The language of such text on a page: of sections, and of passages inside them."""
    for section in opening.in_file():
        yield from map(_language, (section.language, *_TAGS(section.body)))


@lru_cache
def _language(tag: str) -> str:
    return _WITHOUT_SPACES.get(script_of(tag), "")


def _index(
    pages: Path, name: str, glob: str, *options: str, is_large: bool = True
) -> dict[str, bytes]:
    with temporary_folder() as index:
        external.run(
            [
                _program(is_large=is_large), "--silent", "--keep-index-url", "--site", pages,
                "--output-path", index, "--glob", glob, "--root-selector", "main",
                "--exclude-selectors", "span.page", *options,
            ],
            timeout=_SECONDS,
        )  # fmt: skip
        return {
            f"{name}/{file.relative_to(index).as_posix()}": file.read_bytes()
            for file in sorted(index.rglob("*"))
            if file.is_file() and not any(file.match(pattern) for pattern in _UNUSED)
        }


def _program(*, is_large: bool) -> Path:
    if is_large:
        import pagefind_bin_extended as package  # an extra: only such a book needs it
    else:
        import pagefind_bin as package  # an extra: only a web edition with a search needs it
    return Path(package.get_executable())
