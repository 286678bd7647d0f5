"""The small books of the tests that can be built, each once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tests.badinputs.case import Files
from tests.badinputs.collection import CASES, CHECKED
from tests.cases.test_cases import MANIFEST, cases

_LARGEST = 50_000  # bytes of a book; larger ones test a limit


@cache
def small_books() -> dict[str, Files]:
    """The good versions of bad books and the fixtures of a few lines, each text once."""
    books: dict[str, Files] = {}
    seen: set[str] = set()
    for name, files in _all():
        content = repr(sorted(files.items(), key=lambda entry: entry[0]))
        if content not in seen and len(content) < _LARGEST:
            seen.add(content)
            books[name] = files
    return books


def _all() -> Iterator[tuple[str, Files]]:
    for case in (*CASES, *CHECKED):
        if not case.words:
            yield case.name, case.good
    for each in cases("markdown"):
        if "other editions" in each.title:  # words that an edition leaves out are not lost
            continue
        manifest = MANIFEST.format(language=each.language)
        yield str(each), {"book.toml": manifest, "a.md": f"# A\n\n{each.source}\n"}
