"""The preflight page as one HTML file that can be mailed: no script, no request; and as a PDF."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from publish.cache import Cache
from publish.files import temporary_folder
from publish.model.book import Book, Edition, Resource
from publish.outputs.cover.cover import without_text
from publish.outputs.pdf.document.font_faces import font_faces
from publish.outputs.pdf.whole.child import lay_out_documents
from publish.preflight.facts import PreflightSheet
from publish.preflight.plates import is_measured
from publish.render.environment import font_stacks
from publish.render.scripts import fonts_for
from publish.render.templates import TemplateFolder

_TEMPLATE, _STYLE, _PAPER = "preflight.html.j2", "preflight.css", "paper.css"
_PNG = "image/png"


def preflight_page(sheet: PreflightSheet, language: str, direction: str) -> str:
    """The page; the title of the book is in its language."""
    style = TemplateFolder("preflight", None).text(_STYLE)
    pictures = [f"data:{_PNG};base64,{b64encode(s.picture).decode()}" for s in sheet.sheets]
    hashed = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _page(sheet, pictures, language, direction, style=style, style_hash=hashed)


def preflight_pdf(sheet: PreflightSheet, book: Book, edition: Edition, cache: Cache) -> bytes:
    """The page on paper, in the fonts of the book; raises `LayoutError`."""
    theme = fonts_for(without_text(book), edition)
    style = TemplateFolder("preflight", None).render(
        _PAPER, faces=font_faces(theme.fonts), **font_stacks(theme)
    )
    pictures = [
        Resource(f"sheets/{number}.png", _PNG, each.picture)
        for number, each in enumerate(sheet.sheets)
    ]
    hrefs = [each.href for each in pictures]
    page = _page(sheet, hrefs, book.metadata.language, book.direction, style="", style_hash="")
    with temporary_folder() as folder:
        lay_out_documents(folder, (page.encode(),), style, theme, pictures, cache)
        return (folder / "book.pdf").read_bytes()


def _page(
    sheet: PreflightSheet, pictures: Sequence[str], language: str, direction: str, **style: Any
) -> str:
    return TemplateFolder("preflight", None).render(
        _TEMPLATE,
        sheet=sheet,
        language=language,
        direction=direction,
        shown=list(zip(sheet.sheets, pictures, strict=True)),
        broken=[verdict for verdict in sheet.verdicts if verdict.findings],
        kept=[verdict for verdict in sheet.verdicts if not verdict.findings],
        measured=is_measured(),
        **style,
    )
