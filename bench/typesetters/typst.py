"""Typst, with its own settings for all but face, page and language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bench.comparison.peers.typst import compile_typst
from bench.typesetters.page import MARGIN, TextPage
from bench.typesetters.text import Prose

_SETTINGS = """\
#set document(title: "Prose", date: datetime(year: 2026, month: 1, day: 1))
#set page(width: {width}pt, height: {height}pt, margin: {margin}pt)
#set text(font: "{family}", size: {size}pt, lang: "{language}", region: "{region}",
  top-edge: .8em, bottom-edge: -.2em)
#set par(justify: true, leading: {lead}pt, spacing: {lead}pt,
  first-line-indent: (amount: 1em, all: true))
"""


def set_prose(texts: Sequence[Prose], page: TextPage, folder: Path) -> Path:
    """The PDF of some texts. Raises `BuildFailed`."""
    language, _, region = texts[0].language.partition("-")
    settings = _SETTINGS.format(
        width=page.measure + 2 * MARGIN,
        height=page.height + 2 * MARGIN,
        margin=MARGIN,
        family=page.font.family,
        size=page.size,
        lead=page.leading - page.size,
        language=language,
        region=region,
    )
    paragraphs = (string(each) for text in texts for each in text.paragraphs)
    content = "\n\n".join([settings, *paragraphs])
    page.copy_font(folder)
    (folder / "book.typ").write_text(content, encoding="utf-8")
    return compile_typst(folder, {})


def string(text: str) -> str:
    """A text without markup; for characters that print, its notation is that of JSON."""
    return f"#{json.dumps(text, ensure_ascii=False)}"
