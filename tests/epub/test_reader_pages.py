"""What a reading system with pages shows: every word, on screens of three sizes.

Such a system sets a document in columns as wide as the screen. The mutants show that a row, a
column, a line of code or a letter that is lost would be found.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.verification.validators.ace import find_browser
from tests.verify.products import build_epub, settled_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = (Path(__file__).parent / "reader_pages.js").read_text(encoding="utf-8")
PHONE, SCREENS = (320, 568), ((320, 568), (390, 760), (810, 1080))
_SIDE = r"(?:margin|padding|border)-(?:inline|block)[\w-]*: [^;}]*;"
LOGICAL = re.compile(rf"{_SIDE}|(?:float|text-align): (?:inline-)?(?:start|end);")
PHYSICAL = re.compile(r"(?:margin|padding)-(?:left|right): [^;}]*;")

_ROWS = "\n".join(f"| {n} Jan | Vessel {n} | {n * 37} | timber and salt |" for n in range(70))
_TEN = "|".join(f"{n}2,345.6" for n in range(10))
_SUM = " + ".join("abcdefghijklmnopqrs")
_CODE = "value = " + " + ".join(f"number_{n}" for n in range(60)) + "\nlong = " + "x" * 300
FILES = {
    "book.toml": """
[book]
title = "Tides"
authors = ["A Harbour Office"]
language = "en"

[structure]
bodymatter = ["heights.md", { file = "arabic.md", language = "ar" }]
backmatter = [{ file = "index.md", role = "index" }]
""",
    "heights.md": rf"""# Heights of the water

A call[^one], [a term]{{.index}}, and ${_SUM} = {_SUM}$.

| Day | Ship | Tonnes | Cargo |
|----:|:-----|-------:|:------|
{_ROWS}

Table: Arrivals

| {"|".join(f"Column {n}" for n in range(10))} |
|{"---:|" * 10}
| {_TEN} |

| Kennung | Gesellschaft | Abkürzung | `manifest.toml-reference` |
|:--------|:-------------|:----------|:--------------------------|
| Donaudampfschifffahrtsgesellschaft | Leuchtfeuerverzeichnis | Feuer | `https://a.example/b?c=d` |

$$T = \frac{{360}}{{30.000 - 28.984}} + {_SUM} \approx 354$$ {{#sum}}

```python
{_CODE}
```

::: table {{align="lr"}}
- - Day
  - Litres
- - First, with

    - one ebb
  - 40

    and more
:::

::: verse
The boats sit down. They do it all at once, and then the tide comes in again.
:::

> A quotation of some words.
>
> — Somebody

1. One
   - inner

[^one]: A note with `code`.
""",
    "arabic.md": "# فصل\n\n- نص أول\n- نص ثان\n\n> اقتباس\n",
    "index.md": "# Index\n",
}

Audit = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """Shows all pages of a book, perhaps with another style sheet, and finds what they lose."""
    folder = tmp_path_factory.mktemp("pages")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(build_epub(settled_folder(folder), folder)) as archive:
        archive.extractall(folder)
    sheet = folder / "EPUB/style/book.css"
    css = sheet.read_text(encoding="utf-8")

    def shown(*screens: tuple[int, int], without: str = "", style: str = "") -> list[Any]:
        sheet.write_text(re.sub(without, "", css) if without else css, encoding="utf-8")
        pages = sorted((folder / "EPUB").rglob("*.xhtml"))
        views = [
            {"page": page.as_uri(), "width": width, "height": height, "style": style}
            for width, height in screens
            for page in pages
            if page.name != "nav.xhtml"
        ]
        return _shown_by_browser(views, folder / "views.html")

    return shown


def _shown_by_browser(views: list[dict[str, Any]], page: Path) -> list[Any]:
    script = f"{SCRIPT}main({json.dumps(views)});"
    page.write_text(f"<!doctype html><meta charset=utf-8><body><script>{script}</script>", "utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files")
    command = [find_browser(), *options, "--virtual-time-budget=60000", "--dump-dom", page.as_uri()]
    text = subprocess.run(command, check=True, capture_output=True, timeout=300).stdout.decode()
    return list(json.loads(html.unescape(text[text.index("<body>[") + 6 : text.rindex("]") + 1])))


def _losses(found: list[dict[str, Any]]) -> list[str]:
    assert sum(each["words"] for each in found) > 600
    return [loss for each in found for loss in each["losses"]]


def test_every_word_is_on_a_screen(audit: Audit) -> None:
    found = audit(*SCREENS)
    assert _losses(found) == []
    assert [each["justified"] for each in found if each["justified"]] == []
    assert [each["misaligned"] for each in found if each["misaligned"]] == []
    assert 24 <= min(each["target"] for each in found) < 40


def test_no_letter_is_lost_without_logical_sides(audit: Audit) -> None:
    assert _losses(audit(PHONE, without=LOGICAL.pattern)) == []


@pytest.mark.parametrize(
    ("without", "style", "lost"),
    [
        pytest.param("", ".table { overflow-x: auto }", "Vessel: ", id="rows"),
        pytest.param("", "wbr { display: none }", "8: right", id="columns"),
        pytest.param("", "pre.code { white-space: pre }", "number_2: right", id="code"),
        pytest.param("", ".wide mrow { display: block math !important }", "k: right", id="sums"),
        pytest.param(f"{LOGICAL.pattern}|{PHYSICAL.pattern}", "", "term: left", id="letters"),
    ],
)
def test_what_is_lost_is_found(audit: Audit, without: str, style: str, lost: str) -> None:
    assert any(lost in loss for loss in _losses(audit(PHONE, without=without, style=style)))


def test_blocks_that_leave_the_alignment_of_their_cell_are_found(audit: Audit) -> None:
    found = audit(PHONE, style=".right p { text-align: start }")
    assert ["40", "and more"] in [each["misaligned"] for each in found]


def test_what_a_reader_would_justify_is_found(audit: Audit) -> None:
    found = audit(PHONE, without=r"\.verse p, [^}]*\}", style=".verse { text-align: start }")
    assert any(text.startswith("The boats") for each in found for text in each["justified"])
