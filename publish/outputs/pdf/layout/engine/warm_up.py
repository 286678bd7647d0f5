"""What a first layout in a process costs beside the layout, done once before workers are forked.

The first use of each C function and type is parsed by cffi, dictionaries of hyphenation are read,
the engine's own style sheet is parsed, and fontconfig is set up: about a third of a chapter's
layout. A parent that calls `warm` before it forks does this once for all its children. What the
parent holds by then is frozen, so that collections in a child neither walk it nor, by marking it,
copy the pages that child and parent share.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable

import pydyf
import weasyprint.pdf
from weasyprint import HTML
from weasyprint.text.line_break import pyphen

_ALLOCATIONS = 50_000  # between collections; Python's 700 walks young boxes that all live on

# A hyphenated word in a narrow measure, a justified line, a table, a note, a list and a heading:
# whatever is used here is parsed before the fork.
_PAGE = """\
<html lang="en"><head><title>-</title><style>
@page { size: 60mm 60mm; @bottom-center { content: counter(page) } @footnote { margin: 1mm } }
p { hyphens: auto; text-align: justify; width: 20mm; font-variant-numeric: oldstyle-nums }
b { letter-spacing: 1px; text-decoration: underline }
span { float: footnote }
</style></head><body>
<h1 id="a">One</h1><p>international <a href="#a">correspondence</a> <b>two</b><span>three</span></p>
<table><caption>-</caption><tr><th>1</th><td>2</td></tr></table><ul><li>-</li></ul>
</body></html>
"""


def warm() -> None:
    """Do once what a first layout and a first file cost, and freeze what is there.

    Call it after `apply` and when FONTCONFIG_FILE names a file, whatever fonts that tells, and fork
    afterwards. Collections are rarer in this process from now on.
    """
    _set_page()
    gc.set_threshold(_ALLOCATIONS)
    gc.collect()
    gc.freeze()


def hyphenate(languages: Iterable[str]) -> None:
    """Read the dictionaries of hyphenation of some languages (BCP 47), where there are any."""
    for language in languages:
        if known := pyphen.language_fallback(language):
            pyphen.Pyphen(lang=known)


def _set_page() -> None:
    """Make the file of a page, but for its fonts: to cut them takes as long as all the rest."""
    original = weasyprint.pdf.build_fonts_dictionary
    weasyprint.pdf.build_fonts_dictionary = lambda *_: pydyf.Dictionary()
    try:
        HTML(string=_PAGE).write_pdf(pdf_variant="pdf/ua-1")
    finally:
        weasyprint.pdf.build_fonts_dictionary = original
