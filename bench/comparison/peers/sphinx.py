"""Sphinx: its EPUB builder, and sphinx-simplepdf, which lays out its single HTML page.

Its LaTeX builder is not used, and formulas are printed as their source: both need a TeX system.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bench.comparison.peers.peer import BIN, Peer, Product, call
from bench.writers import sphinx


def _make(builder: str, file: str) -> Callable[[Path, Mapping[str, str]], Path]:
    def make(folder: Path, environment: Mapping[str, str]) -> Path:
        out = folder.with_name(f"{folder.name}-{builder}")
        words: list[str | Path] = ["-q", "-d", out / "doctrees", "-b", builder, folder, out / "out"]
        call([BIN / "sphinx-build", *words], folder, environment)
        return out / "out" / file

    return make


PEER = Peer(
    "Sphinx",
    ("sphinx", "sphinx-simplepdf", "weasyprint"),
    sphinx.write,
    (
        Product("epub", "Sphinx", "builder `epub`", _make("epub", "TheSlowRiver.epub")),
        Product(
            "pdf",
            "Sphinx and WeasyPrint",
            "builder `simplepdf` with `--pdf-variant pdf/ua-1`",
            _make("simplepdf", "book.pdf"),
        ),
    ),
)
