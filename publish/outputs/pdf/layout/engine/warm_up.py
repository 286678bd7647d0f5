"""The extra work of the first layout in a process, done once before children are forked.

The first use of each C function and type is parsed by cffi, the engine's own style sheet is parsed,
and fontconfig is set up: about a third of a chapter's layout. A parent that calls `warm_up` before
it forks does this once for all its children. Its objects are then frozen, so that garbage
collections in a child neither visit them nor, by marking them, copy the memory pages that child and
parent share. They are not collected before: that takes longer than their few cycles are worth.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable

import pydyf
from weasyprint import HTML
from weasyprint.text.line_break import pyphen

from publish.outputs.pdf.layout.objects.export import FONTS
from publish.outputs.pdf.layout.tagging.elements import write_tagged

_ALLOCATIONS = 200_000  # between collections, in which the boxes of a chapter would be visited

# A hyphenated word in a narrow measure, a justified line, a table, a note, a list and a heading:
# whatever is used here is parsed before the fork. Which dictionaries a book needs is not known yet.
_PAGE = """\
<html lang="en"><head><title>-</title><style>
@page { size: 60mm 60mm; @bottom-center { content: counter(page) } @footnote { margin: 1mm } }
p { text-align: justify; width: 20mm; font-variant-numeric: oldstyle-nums }
b { letter-spacing: 1px; text-decoration: underline }
span { float: footnote }
</style></head><body>
<h1 id="a">One</h1><p>inter&shy;national <a href="#a">corre&shy;spondence</a> <b>two</b>
<span>three</span></p>
<table><caption>-</caption><tr><th>1</th><td>2</td></tr></table><ul><li>-</li></ul>
</body></html>
"""


def warm_up() -> None:
    """Do the work of a first layout and a first file, and freeze the result.

    All patches are applied before, and FONTCONFIG_FILE names a file, with whatever fonts; children
    are forked afterwards. From now on collections are rarer in this process.
    """
    gc.set_threshold(_ALLOCATIONS)
    with FONTS.replaced_by(lambda *_: pydyf.Dictionary()):  # a subset takes as long as all the rest
        write_tagged(HTML(string=_PAGE).render())
    gc.freeze()


def load_hyphenation(languages: Iterable[str]) -> None:
    """Read the hyphenation dictionaries of some languages (BCP 47), where there are any."""
    for language in languages:
        if supported := pyphen.language_fallback(language):
            pyphen.Pyphen(lang=supported)
