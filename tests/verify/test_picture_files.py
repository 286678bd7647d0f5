"""A WebP image becomes one that every reader shows, and verification knows it again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from publish.cache import NO_CACHE
from publish.model.book import Book, Resource
from publish.outputs.pages.pictures import for_readers
from publish.verification import verify_product
from publish.verification.epub.reader.same_picture import is_same_picture
from tests.verify.mutants import assert_reported
from tests.verify.products import EPUB, build_epub, settled_folder

pytestmark = pytest.mark.slow

SURFACE = "picture files"


def _picture(mode: str, ground: str, format_: str = "WEBP", **settings: Any) -> bytes:
    image = Image.new(mode, (60, 40), ground)
    ImageDraw.Draw(image).ellipse((10, 5, 40, 35), fill="#c8641c")
    file = io.BytesIO()
    image.save(file, format_, **settings)
    return file.getvalue()


PICTURES = {
    "photograph.webp": (_picture("RGB", "#335577", quality=90), "image/jpeg"),
    "plain.webp": (_picture("RGB", "#ffffff", lossless=True), "image/png"),
    "clear.webp": (_picture("RGBA", "#00000000", quality=90), "image/png"),
    "clear-plain.webp": (_picture("RGBA", "#00000000", lossless=True), "image/png"),
}
MOVING = _picture(
    "RGB", "red", save_all=True, append_images=[Image.new("RGB", (60, 40), "blue")], duration=9
)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_some_readers_lack_is_converted_and_the_same(name: str) -> None:
    content, media_type = PICTURES[name]
    made = for_readers(Resource(f"images/{name}", "image/webp", content), NO_CACHE)
    assert made.media_type == media_type
    assert made.href.rpartition(".")[0] == f"images/{name.removesuffix('.webp')}"
    assert is_same_picture(made.content, content)
    again = for_readers(Resource(f"images/{name}", "image/webp", content), NO_CACHE)
    assert again.content == made.content


def test_an_animation_and_other_formats_stay_as_they_are() -> None:
    moving = Resource("images/moving.webp", "image/webp", MOVING)
    assert for_readers(moving, NO_CACHE) is moving
    png = Resource("images/a.png", "image/png", _picture("RGB", "#fff", format_="PNG"))
    assert for_readers(png, NO_CACHE) is png


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("pictures")
    shown = "\n\n".join(f"![A disc.]({name})" for name in [*PICTURES, "plain.png"])
    manifest = '[book]\ntitle = "Discs"\nlanguage = "en"\nauthors = ["A. Author"]\n'
    (folder / "book.toml").write_text(f'{manifest}[structure]\nbodymatter = ["a.md"]\n')
    (folder / "a.md").write_text(f"# Discs\n\n{shown}\n")
    for name, (content, _) in PICTURES.items():
        (folder / name).write_bytes(content)
    (folder / "plain.png").write_bytes(_picture("RGB", "#eeeeee", format_="PNG"))
    return settled_folder(folder)


def test_the_container_has_no_webp_and_is_verified(book: Book, tmp_path: Path) -> None:
    """Two pictures that would have the same name stay apart."""
    path = build_epub(book, tmp_path)
    with zipfile.ZipFile(path) as file:
        names = {name for name in file.namelist() if "/images/" in name}
    assert names == {
        f"EPUB/images/{name}"
        for name in ("photograph.jpg", "plain.png", "plain-2.png", "clear.png", "clear-plain.png")
    }
    assert not list(verify_product(path, book, EPUB))


@pytest.mark.parametrize("name", ["photograph.jpg", "clear.png", "plain.png"])
def test_another_picture_in_its_place_is_reported(book: Book, tmp_path: Path, name: str) -> None:
    path = build_epub(book, tmp_path)
    mutant = tmp_path / "mutant.epub"
    with zipfile.ZipFile(path) as file, zipfile.ZipFile(mutant, "w") as changed:
        for each in file.namelist():
            other = _picture("RGB", "#335599", format_="JPEG" if name.endswith("jpg") else "PNG")
            changed.writestr(each, other if each.endswith(f"/{name}") else file.read(each))
    diagnostics = list(verify_product(mutant, book, EPUB))
    assert_reported(diagnostics, SURFACE, name, "a picture of the book", "another one")
