"""Plain WeasyPrint: the book as one HTML page with the theme's style sheet (bench/plain.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bench import plain
from bench.blocks import Block, Composition, Figure
from bench.comparison.peers.peer import BIN, Peer, Product, call
from bench.writers import manuscript

_PLACEHOLDER = "placeholder"


def _write(text: Composition, folder: Path) -> None:
    """Write the HTML of a manuscript, in which every image needs a text; then remove one."""
    chapters = tuple(
        replace(chapter, blocks=tuple(map(_described, chapter.blocks))) for chapter in text.chapters
    )
    manuscript.write(replace(text, chapters=chapters), folder)
    plain.prepare(folder, folder / "plain")
    page = folder / "plain" / "book.html"
    shown = page.read_text(encoding="utf-8").replace(f' alt="{_PLACEHOLDER}"', "")
    page.write_text(shown, encoding="utf-8")


def _described(block: Block) -> Block:
    if isinstance(block, Figure) and not block.alternative:
        return replace(block, alternative=_PLACEHOLDER)
    return block


def _pdf(folder: Path, environment: Mapping[str, str]) -> Path:
    own = {"FONTCONFIG_FILE": str(folder / "plain" / "fonts.conf"), **environment}
    words = ["--quiet", "--pdf-variant", "pdf/ua-1", "book.html", "book.pdf"]
    call([BIN / "weasyprint", *words], folder / "plain", own)
    return folder / "plain" / "book.pdf"


PEER = Peer(
    "WeasyPrint",
    ("weasyprint",),
    _write,
    (Product("pdf", "WeasyPrint", "`--pdf-variant pdf/ua-1`", _pdf),),
)
