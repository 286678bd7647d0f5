"""Editions for shops: one book with all that shops refuse, built for each, read and changed."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from publish import api
from publish.cache import Cache
from publish.context import Context
from publish.diagnostics import Diagnostic, Report
from publish.model.artifact import Artifact
from publish.verification import verify_product
from publish.verification.validators import validate
from tests.running import run_context

_X = "{http://www.w3.org/1999/xhtml}"
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_MANIFEST = """
[book]
title = "All That Is Refused"
authors = ["Ada Harbour"]
language = "en"
identifier = "urn:uuid:3c5a8d4e-93b7-4c0b-8f27-5f6f0d3a9b12"
isbn = "9780306406157"

[accessibility]
hazards = ["none"]

[structure]
bodymatter = ["a.md", "b.md"]

[editions.plain]
format = "epub"

[editions.kobo]
format = "epub"
profile = "kobo"

[editions.compatible]
format = "epub"
profile = "compatible"

[editions.house]
format = "epub"
profile = "house.toml"
"""
_HOUSE = "\n".join(
    ['name = "House"']
    + [
        f'[[rule]]\nid = "{number}"\n{lines}\nsays = "no"\nhint = "x"\n'
        'source = "https://example.org"\nread = 2026-11-29'
        for number, lines in enumerate(
            (
                'of = "image-pixels"\nmost = 40000',
                'of = "image-bytes"\nmost = 20000',
                'of = "image-type"\namong = ["image/jpeg", "image/png"]',
                'of = "image-trait"\nnever = ["cmyk", "transparent", "animated"]',
                'of = "cover-long-side"\nmost = 1200',
            )
        )
    ]
)
_A = """
# The *first* sum of $a_i$

“Here is a sentence. Here,” she said, “is another!” And $x^2$ is a formula.[^1]
[中文。又一句。]{lang=zh}

$$ \\sum_{i=1}^n a_i = \\frac{1}{2} $$ {#eq-sum}

[{鯨|くじら}]{lang=ja} is a whale; `code` is code.

![A photograph of noise](photo.png "Noise")

![A drawing of a line, with a word](line.svg "A line")

![A green ring](ring.png "Ring")

![It moves](moving.gif "Moving")

[^1]: A note. It has two sentences.
"""
_B = """
# Second

::: chart {src="bars.csv" kind="bar" alt="Bars: two and three"}
:::

See [](#eq-sum).

```python
print("one. Two.")
```
"""
_LINE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">'
    '<rect x="10" y="10" width="120" height="60" fill="#226688"/>'
    '<text x="20" y="90" font-size="14">word</text></svg>'
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the book."""
    folder = tmp_path_factory.mktemp("shops") / "book"
    folder.mkdir()
    texts = {"book.toml": _MANIFEST, "house.toml": _HOUSE, "a.md": _A, "b.md": _B}
    data = {"line.svg": _LINE, "bars.csv": "Year,Sum\n2024,2\n2025,3\n"}
    for name, text in {**texts, **data}.items():
        (folder / name).write_text(text, "utf-8")
    noise = random.Random(4).randbytes(400 * 300 * 3)
    Image.frombytes("RGB", (400, 300), noise).save(folder / "photo.png")
    ring = Image.new("RGBA", (50, 50), (200, 0, 0, 0))
    ring.paste((0, 120, 0, 255), (10, 10, 40, 40))
    ring.save(folder / "ring.png")
    frames = [Image.new("P", (30, 30), shade) for shade in (1, 2)]
    frames[0].paste(5, (0, 0, 15, 30))
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    return folder


class Built:
    """The products of the book by edition, and what was reported."""

    def __init__(self, folder: Path, out: Path, cache: Cache) -> None:
        self.folder = folder
        self.report = Report()
        result = api.build(folder, out, context=run_context(self.report, cache=cache))
        self.products: Mapping[str, Artifact] = {each.edition: each for each in result.artifacts}

    def read(self, edition: str) -> dict[str, bytes]:
        with zipfile.ZipFile(self.products[edition].path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def verify(self, edition: str, path: Path) -> list[Diagnostic]:
        selected, book = api.open_book(self.folder, edition, context=run_context())
        return verify_product(path, book, selected, Context())


@pytest.fixture(scope="module")
def built(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(book, tmp_path_factory.mktemp("out"), Cache(tmp_path_factory.mktemp("cache")))


def _page(files: Mapping[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(files[f"EPUB/text/{name}.xhtml"])


def test_all_are_verified_and_nothing_is_refused(built: Built) -> None:
    assert not built.report.errors
    names = [each.path.name for each in built.products.values()]
    assert names == [
        "book-plain.epub", "book-kobo.kepub.epub", "book-compatible.epub", "book-house.epub",
    ]  # fmt: skip
    refused = {(each.location.path, each.code) for each in built.report.warnings}
    assert {code for _, code in refused if code.startswith("SHP")} <= {"SHP-003"}


def test_word_on_each_image_that_is_changed(built: Built) -> None:
    said = {
        (Path(each.location.path).name, each.message)
        for each in built.report
        if each.code == "SHP-007" and each.message.startswith("House")
    }
    notes = {name: message.removeprefix("House: ") for name, message in said}
    assert notes.pop("photo.png").startswith("120,000 pixels became ")
    assert notes.pop("line.svg").startswith("SVG became PNG")
    assert notes.pop("cover.png").startswith("4,096,000 pixels became ")
    assert notes == {
        "ring.png": "on a white ground",
        "moving.gif": "the first frame of an animation, GIF became PNG",
    }


def test_images_keep_to_the_limits(built: Built) -> None:
    files = built.read("house")
    images = {name: content for name, content in files.items() if name.endswith((".png", ".jpg"))}
    assert not any(name.endswith((".svg", ".gif")) for name in files)
    for name, content in images.items():
        with Image.open(io.BytesIO(content)) as image:
            assert image.mode != "CMYK"
            assert "A" not in image.getbands()
            if "cover" not in name and "drawn" not in name:
                assert image.width * image.height <= 40_000
                assert len(content) <= 20_000
            if "photo" in name:
                assert abs(image.width / image.height - 4 / 3) < 0.02


def test_formulas_and_drawings_of_old_engines_are_pictures(built: Built) -> None:
    files = built.read("compatible")
    assert not any(name.endswith(".svg") for name in files)
    first, second = _page(files, "a"), _page(files, "b")
    assert next(first.iter(_MATH), None) is None
    alternatives = [each.get("alt") for each in first.iter(f"{_X}img")]
    assert alternatives[:2] == ["a_i", "x^2"]
    assert [each.get("alt") for each in second.iter(f"{_X}img")] == ["Bars: two and three"]
    sheet = files["EPUB/style/book.css"].decode()
    assert not any(f"{name}(" in sheet for name in ("min", "max", "clamp", "calc", "var"))
    assert "display: flex" not in sheet
    package = files["EPUB/package.opf"].decode() if "EPUB/package.opf" in files else ""
    assert 'properties="mathml"' not in package


def test_places_of_kobo(built: Built) -> None:
    page = _page(built.read("kobo"), "a")
    spans = [each for each in page.iter(f"{_X}span") if each.get("class") == "koboSpan"]
    texts = ["".join(map(str, each.itertext())) for each in spans]
    at = texts.index("“Here is a sentence. ")
    assert texts[at : at + 3] == [
        "“Here is a sentence. ",
        "Here,” she said, “is another!” ",
        "And ",
    ]
    assert "中文。" in texts
    assert "又一句。" in texts
    ids = [each.get("id") or "" for each in spans]
    assert len(set(ids)) == len(ids)
    assert ids[at].rpartition(".")[0] == ids[at + 1].rpartition(".")[0]
    body = page.find(f"{_X}body")
    assert body is not None
    assert [each.get("id") for each in body] == ["book-columns"]
    plain = _page(built.read("plain"), "a")
    assert "".join(page.itertext()).split() == "".join(plain.itertext()).split()


@pytest.mark.slow
def test_same_bytes_without_a_cache(book: Path, built: Built, tmp_path: Path) -> None:
    again = Built(book, tmp_path, Cache(None))
    for name, artifact in built.products.items():
        assert again.products[name].sha256 == artifact.sha256, name


def _blank(_: bytes) -> bytes:
    file = io.BytesIO()
    Image.new("L", (60, 40), 255).save(file, "PNG")
    return file.getvalue()


def _replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    def replace(content: bytes) -> bytes:
        assert old.encode() in content, old
        return content.replace(old.encode(), new.encode(), 1)

    return replace


_MUTANTS = {
    "a sentence lost its span": (
        "kobo", "text/a.xhtml", _replaced('class="koboSpan" id="kobo.2.1"', 'id="x"'),
        "shop markup",
    ),
    "a place is there twice": (
        "kobo", "text/a.xhtml", _replaced("kobo.2.2", "kobo.2.1"), "shop markup",
    ),
    "no block around the text": (
        "kobo", "text/a.xhtml", _replaced("book-inner", "inner"), "shop markup",
    ),
    "a word in a span is another": (
        "kobo", "text/a.xhtml", _replaced("another!", "one!"), "text",
    ),
    "a picture of a formula is of another": (
        "compatible", "text/a.xhtml", _replaced('alt="x^2"', 'alt="y^2"'), "text",
    ),
    "a picture of a formula is blank": ("compatible", "drawn-", _blank, "shop markup"),
    "a smaller picture is another": ("house", "photo.png", _blank, "picture files"),
}  # fmt: skip


@pytest.mark.parametrize("title", _MUTANTS)
def test_mutants_are_reported(title: str, built: Built, tmp_path: Path) -> None:
    edition, member, change, surface = _MUTANTS[title]
    files = built.read(edition)
    name = next(each for each in sorted(files) if member in each)
    files[name] = change(files[name])
    path = tmp_path / built.products[edition].path.name
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in files.items():
            archive.writestr(each, content)
    surfaces = {each.message.partition(":")[0] for each in built.verify(edition, path)}
    assert surface in surfaces


@pytest.mark.java
@pytest.mark.slow
def test_epubcheck(built: Built) -> None:
    paths = [each.path for each in built.products.values()]
    verdicts = validate(paths)
    assert [str(each).rpartition(": ")[2] for each in verdicts] == ["0 errors, 0 warnings"] * 4
