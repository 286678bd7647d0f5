"""A character code in the file selects the glyph that a reader of the file shows for it."""

from __future__ import annotations

import io
import re
from importlib.resources import files
from pathlib import Path

import pikepdf
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from publish.verification.validators import validate_pdf
from tests.pdf.conftest import make

_PAIR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>")
BOOK = """
[book]
title = "{title}"
authors = ["{title}"]
language = "{language}"
publisher = "{title}"

[structure]
bodymatter = ["a.md"]
"""


@pytest.mark.java
@pytest.mark.parametrize(
    ("language", "title", "source"),
    [
        ("zh-Hans", "港口的灯塔", ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf")),
        ("ja", "港の灯台", ("pylopdf_fonts_jp", "NotoSerifJP-Regular.otf")),
    ],
)
def test_every_code_names_the_glyph_of_its_sign(
    language: str, title: str, source: tuple[str, str], tmp_path: Path
) -> None:
    book = BOOK.format(title=title, language=language)
    manuscript = {"book.toml": book, "a.md": f"# {title}\n\n{title}\n"}
    path = make(manuscript, tmp_path).artifact.path
    assert [verdict.findings for verdict in validate_pdf([path])] == [(), ()]
    package, name = source
    original = TTFont(next(Path(str(files(package))).rglob(name)))
    with pikepdf.open(path) as pdf:
        (font,) = (
            node
            for node in pdf.objects
            if isinstance(node, pikepdf.Dictionary)
            and re.search(r"Noto-Serif-..$", str(node.get("/BaseFont", "")))
            and "/ToUnicode" in node
        )
        written = font.ToUnicode.read_bytes().partition(b"beginbfchar")[2]
        codes = {chr(int(sign, 16)): int(code, 16) for code, sign in _PAIR.findall(written)}
        program = font.DescendantFonts[0].FontDescriptor.FontFile3.read_bytes()
    embedded = TTFont(io.BytesIO(program))
    for sign in title:
        wanted = original.getBestCmap()[ord(sign)]
        assert _outline(embedded, f"cid{codes[sign]:05d}") == _outline(original, wanted), sign


def _outline(font: TTFont, name: str) -> tuple[float, ...]:
    """The bounds of a glyph, which hardly two signs share."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return tuple(pen.bounds or ())
