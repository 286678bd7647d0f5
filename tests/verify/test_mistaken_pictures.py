"""Verification sees what a picture shows: of two that are exchanged, each is named."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from publish.diagnostics import Diagnostic
from publish.model.book import Book
from publish.verification import verify_product
from tests.verify.products import EPUB, PDF, build_epub, build_pdf, settled_folder

pytestmark = pytest.mark.slow

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">{}</svg>'
_LINE = 'stroke="#000" stroke-width="4" fill="none"'


def _painted(ground: str, colour: str, format_: str, **settings: bool) -> bytes:
    image = Image.new("RGB", (300, 200), ground)
    ImageDraw.Draw(image).ellipse((30, 30, 160, 160), fill=colour)
    file = io.BytesIO()
    image.save(file, format_, **settings)
    return file.getvalue()


def _mask(*box: int) -> bytes:
    """A black shape of which only the transparency differs."""
    image = Image.new("RGBA", (300, 200), "#00000000")
    ImageDraw.Draw(image).rectangle(box, fill="#000000")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


# Pairs of one proportion, without words.
PAIRS = {
    "png": (_painted("#fff", "#c21", "PNG"), _painted("#fff", "#135", "PNG")),
    "jpg": (_painted("#357", "#fff", "JPEG"), _painted("#8a3", "#fec", "JPEG")),
    "webp": (_painted("#246", "#fd8", "WEBP"), _painted("#fff", "#7a3", "WEBP", lossless=True)),
    "mask": (_mask(20, 20, 280, 40), _mask(20, 20, 60, 180)),
    "svg": (
        _SVG.format(f'<path d="M10 10L290 190M10 190L290 10" {_LINE}/>').encode(),
        _SVG.format(f'<circle cx="150" cy="100" r="80" {_LINE}/>').encode(),
    ),
    "filled": (
        _SVG.format('<rect width="300" height="200" fill="#135"/>').encode(),
        _SVG.format('<rect width="300" height="200" fill="#c82"/>').encode(),
    ),
}
_SUFFIXES = {"mask": "png", "filled": "svg"}
_MANIFEST = """[book]
title = "Pairs"
language = "en"
authors = ["A. Author"]
[structure]
bodymatter = ["a.md"]
"""


def _name(kind: str, number: int) -> str:
    return f"{kind}-{number}.{_SUFFIXES.get(kind, kind)}"


def _book(folder: Path, order: tuple[int, int] = (0, 1)) -> Book:
    """A book of all pairs, with the pictures of each in that order."""
    folder.mkdir()
    (folder / "book.toml").write_text(_MANIFEST)
    shown = [f"![The {kind} {n}.]({_name(kind, n)})" for kind in PAIRS for n in (1, 2)]
    (folder / "a.md").write_text("\n\n".join(["# Pairs", *shown]))
    for kind, pair in PAIRS.items():
        for number, which in enumerate(order, 1):
            (folder / _name(kind, number)).write_bytes(pair[which])
    return settled_folder(folder)


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return _book(tmp_path_factory.mktemp("right") / "pairs")


def _found(book: Book, wrong: Book, folder: Path) -> dict[str, list[Diagnostic]]:
    """What is found in both products of one book, if another one is meant."""
    epub, pdf = build_epub(wrong, folder), build_pdf(wrong, folder)
    return {
        "epub": list(verify_product(epub, book, EPUB)),
        "pdf": list(verify_product(pdf, book, PDF)),
    }


def test_right_pictures(right: Book, tmp_path: Path) -> None:
    assert _found(right, right, tmp_path) == {"epub": [], "pdf": []}


def test_two_pictures_that_are_exchanged(right: Book, tmp_path: Path) -> None:
    pairs = [(f"“images/{_name(kind, 1)}”", f"“images/{_name(kind, 2)}”") for kind in PAIRS]
    expected = {
        f"expected {one}, found {other}" for pair in pairs for one, other in (pair, pair[::-1])
    }
    for found in _found(right, _book(tmp_path / "pairs", (1, 0)), tmp_path).values():
        assert {each.message.partition("picture: ")[2] for each in found} == expected


def test_a_picture_in_place_of_another_too(right: Book, tmp_path: Path) -> None:
    """The first of each pair is there twice."""
    expected = {f"expected “images/{_name(k, 2)}”, found “images/{_name(k, 1)}”" for k in PAIRS}
    for found in _found(right, _book(tmp_path / "pairs", (0, 0)), tmp_path).values():
        assert {each.message.partition("picture: ")[2] for each in found} == expected
