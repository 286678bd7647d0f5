"""Formulas, listings and images are converted or checked once, apart from their texts."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from publish.diagnostics import Report
from publish.sources.code import CodeToken, highlighting
from publish.sources.drawings import drawable
from publish.sources.latex import conversion
from publish.sources.safety.svg import check_svg
from publish.sources.spine.folder import read_book
from tests.conftest import WriteBook
from tests.reading.test_text_cache import FILES, ParsedFiles, parsed, reading
from tests.running import run_context

__all__ = ["parsed"]

CRAFTED = """# Two

$x^2$ and $y$, and {words}:

$$
{latex}
$$

```python
print("{word}")
```

```nonsense
code
```
"""


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formulas and listings that are converted."""
    names: list[str] = []
    convert_formula, highlight = conversion.convert_formula, highlighting.highlight

    def recording_formula(latex: str, *, display: bool, **options: Any) -> etree._Element:
        names.append(f"{latex} {display}")
        return convert_formula(latex, display=display, **options)

    def recording_listing(text: str, language: str) -> list[list[CodeToken]]:
        names.append(f"{text.strip()} {language}")
        return highlight(text, language)

    monkeypatch.setattr(conversion, "convert_formula", recording_formula)
    monkeypatch.setattr(highlighting, "highlight", recording_listing)
    return names


def test_formulas_and_listings_are_converted_once(
    parsed: ParsedFiles,
    converted: list[str],
    write_book: WriteBook,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crafted(words: str, latex: str, word: str) -> str:
        return CRAFTED.replace("{words}", words).replace("{latex}", latex).replace("{word}", word)

    folder = write_book({**FILES, "b.md": crafted("some words", "x^2", "hello")})
    reading(folder)
    converted.clear()
    for text, expected in (
        (crafted("other words, $y$", "x^2", "hello"), []),
        (crafted("other words", "x^3", "hello"), ["x^3 True"]),
        (crafted("some words", "x^3", "goodbye"), ['print("goodbye") python']),
        (crafted("some words", "x^2", "goodbye"), ["x^2 True"]),
    ):
        parsed.clear()
        (folder / "b.md").write_text(text, encoding="utf-8")
        with_cache = reading(folder)
        assert (parsed, converted) == (["b.md"], expected)
        with monkeypatch.context() as off:
            off.setenv("PUBLISH_CACHE", "off")
            assert reading(folder) == with_cache
        converted.clear()


def test_an_image_is_checked_once(
    parsed: ParsedFiles, write_book: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[int] = []

    def recording(content: bytes) -> None:
        checked.append(len(content))
        check_svg(content)

    monkeypatch.setattr(drawable, "check_svg", recording)
    folder = write_book(
        {**FILES, "b.md": "# Two\n\n![Another](other.svg)\n", "other.svg": "<svg/>"}
    )
    for _ in range(2):
        report = Report()
        read_book(folder, run_context(report))
        assert [each.code for each in report.errors] == ["RES-007"]
    assert len(checked) == 3  # the refused one twice
    (folder / "other.svg").write_text(FILES["square.svg"].replace("9 9", "7 7"), encoding="utf-8")
    reading(folder)
    reading(folder)
    assert len(checked) == 4
