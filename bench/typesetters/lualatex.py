"""LuaLaTeX with microtype, with their own settings for all but face, page and language."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from bench.comparison.peers.peer import call
from bench.typesetters.page import MARGIN, TextPage
from bench.typesetters.text import Prose

PROGRAM = "lualatex"
_LANGUAGES = {"en-GB": "british", "en": "english", "de": "ngerman", "fr": "french"}
_SETTINGS = r"""\documentclass{article}
\usepackage[paperwidth=%(width)sbp,paperheight=%(height)sbp,margin=%(margin)sbp]{geometry}
\usepackage[%(language)s]{babel}
\usepackage{fontspec}
\setmainfont{%(font)s}[Path=fonts/]
\usepackage{microtype}
\pagestyle{empty}\raggedbottom\widowpenalty=10000\clubpenalty=10000
\begin{document}
\fontsize{%(size)sbp}{%(leading)sbp}\selectfont\topskip=%(size)sbp
\setlength{\parindent}{1em}\setlength{\parskip}{0pt}
"""
_MARKS = str.maketrans({
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
    "\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
})  # fmt: skip


def is_installed() -> bool:
    """Whether the program is on the path."""
    return shutil.which(PROGRAM) is not None


def set_prose(texts: Sequence[Prose], page: TextPage, folder: Path) -> Path:
    """The PDF of some texts. Raises `BuildFailed`."""
    settings = _SETTINGS % {
        "width": page.measure + 2 * MARGIN,
        "height": page.height + 2 * MARGIN,
        "margin": MARGIN,
        "language": _LANGUAGES[texts[0].language],
        "font": page.copy_font(folder).name,
        "size": page.size,
        "leading": page.leading,
    }
    paragraphs = (each.translate(_MARKS) for text in texts for each in text.paragraphs)
    content = "\n\n".join([settings, *paragraphs, r"\end{document}"])
    (folder / "book.tex").write_text(content, encoding="utf-8")
    call([PROGRAM, "-interaction=nonstopmode", "book.tex"], folder, {})
    return folder / "book.pdf"
