"""publish: its manuscript, an EPUB with the pages of the PDF, and a PDF for each standard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bench.blocks import Composition, Figure
from bench.comparison.peers.peer import BIN, Peer, Product, call
from bench.writers import manuscript

_EDITIONS = """
[editions.epub]
format = "epub"
{pages}
[editions.pdf]
format = "pdf"

[editions.pdf2]
format = "pdf"
standard = "PDF/UA-2"
"""
_PAGES = 'page-list = "pdf"\n'
# The setting that allows an EPUB with an undescribed image; a PDF cannot be built of it.
_ALLOWED = """
[accessibility]
undescribed-images = "allow"
"""


def _write(text: Composition, folder: Path) -> None:
    manuscript.write(text, folder)
    manifest = folder / "book.toml"
    blocks = [block for chapter in text.chapters for block in chapter.blocks]
    described = all(block.alternative for block in blocks if isinstance(block, Figure))
    more = _EDITIONS.format(pages=_PAGES if described else "") + ("" if described else _ALLOWED)
    manifest.write_text(manifest.read_text(encoding="utf-8") + more, encoding="utf-8")


def _make(edition: str, file: str) -> Callable[[Path, Mapping[str, str]], Path]:
    def make(folder: Path, environment: Mapping[str, str]) -> Path:
        out = folder / "out"
        own = {"PUBLISH_CACHE": str(folder / "cache"), **environment}
        call([BIN / "publish", "build", ".", "--edition", edition, "--out", out], folder, own)
        return out / file.format(folder.name)

    return make


PEER = Peer(
    "publish",
    ("publish-book", "weasyprint"),
    _write,
    (
        Product("epub", "publish", '`page-list = "pdf"`', _make("epub", "{}.epub")),
        Product("pdf", "publish", "default settings", _make("pdf", "{}.pdf")),
        Product("pdf", "publish, PDF 2.0", '`standard = "PDF/UA-2"`', _make("pdf2", "{}-pdf2.pdf")),
    ),
)
