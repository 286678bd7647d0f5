"""The commands of the other tools, as in their manuals, on the same text as ours."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

Call = tuple[list[str | Path], Path, Mapping[str, str]]
"""The arguments of a command, the file that it writes, and additions to its environment."""

_TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=sys.argv[3:])"
)


def weasyprint(folder: Path) -> Call:
    """Plain WeasyPrint on the files of `bench.plain`, with tags for PDF/UA-1."""
    plain = folder / "plain"
    program = Path(sys.executable).parent / "weasyprint"
    argv: list[str | Path] = [program, "--quiet", "--pdf-variant", "pdf/ua-1"]
    # Only the fonts of the book, as in our own layout, without a scan of the system's fonts.
    environment = {"FONTCONFIG_FILE": str(plain / "fonts.conf")}
    return [*argv, "book.html", "book.pdf"], plain / "book.pdf", environment


def pandoc(folder: Path) -> Call:
    """pandoc's EPUB: a file for each chapter, contents on three levels, numbers, MathML."""
    out = folder / "pandoc" / "book.epub"
    words = ["--toc", "--toc-depth=3", "--split-level=2", "--number-sections", "--mathml"]
    return [pandoc_program(), "book.md", "--output", out, *words], out, {}


def pandoc_web(folder: Path) -> Call:
    """pandoc's HTML of the same text: a page for each chapter, with contents and MathML."""
    out = folder / "pandoc" / "web"
    words = ["--toc", "--toc-depth=3", "--split-level=2", "--number-sections", "--mathml"]
    return [pandoc_program(), "book.md", "--to=chunkedhtml", "--output", out, *words], out, {}


def pandoc_program() -> Path:
    """The program in the wheel, or on the path; raises `LookupError` if there is none."""
    spec = find_spec("pypandoc")
    folders = (spec.submodule_search_locations if spec else None) or []
    for folder in folders:
        program = Path(folder) / "files" / "pandoc"
        if program.is_file():
            return program
    found = shutil.which("pandoc")
    if found is None:
        raise LookupError("it is not installed (PyPI: pypandoc-binary)")
    return Path(found)


def typst(folder: Path) -> Call:
    """Typst's PDF, tagged by default, with the fonts of the theme."""
    if find_spec("typst") is None:
        raise LookupError("it is not installed (PyPI: typst)")
    out = folder / "typst" / "book.pdf"
    argv: list[str | Path] = [sys.executable, "-c", _TYPST, "book.typ", out]
    return [*argv, folder / "plain" / "fonts"], out, {}
