"""Sets the text of a drawing with the shaping of its font, as browsers do.

WeasyPrint 70 draws every letter alone: without kerning and ligatures, and no script that joins its
letters. Only where a text has places or turns for single letters is that right. Here a text is one
run, and its spacing is Pango's, which leaves ligatures apart as CSS wants (Text 3, 8.2).
"""

from __future__ import annotations

import unicodedata
from typing import Any

from weasyprint import svg as engine_svg
from weasyprint.svg.text import text
from weasyprint.svg.utils import normalize

from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.recompiled import recompiled

_PLACES = ("x", "y", "dx", "dy")
_WITHIN = frozenset({"Mn", "Me", "Cf"})  # characters that are drawn with the one before
_RUN = {
    "width, height, _ = split_first_line": "width, height, baseline = split_first_line",
    "for char in node.text]": "for char in runs(node)]",
    # Every letter has its spacing after it, and that of the last one belongs to the length too.
    "scale_x = 1\n": "scale_x, extra = 1, 0\n",
    "spaces_count = len(node.text) - 1": "spaces_count = gaps(node.text)",
    " spaces_count * letter_spacing": " (spaces_count + 1) * letter_spacing",
    "letter_spacing = (text_length - width) / spaces_count": (
        "extra = (text_length - width) / spaces_count - letter_spacing * (1 + 1 / spaces_count)\n"
        "            letter_spacing += extra"
    ),
    "    # TODO: use real values\n    ascent": (
        "    letter_spacing, extra = spaced(node, style, letter_spacing, extra, scale_x)\n"
        "    ascent"
    ),
    "        width *= scale_x\n": "        width = (width - extra) * scale_x\n",
    "y_align = -descent": "y_align = baseline - height",
}
_DRAWN = {
    "TAGS[node.tag](self": "(draw_text if TAGS[node.tag] is text else TAGS[node.tag])(self",
}


def _runs(node: Any) -> list[str]:
    """What is drawn at a time: the text, or its letters where they have places of their own."""
    is_run = node.text and not _is_placed(node)
    return [node.text] if is_run else list(node.text)


def _is_placed(node: Any) -> bool:
    return "rotate" in node.attrib or any(
        " " in normalize(node.attrib.get(name, "")) for name in _PLACES
    )


def _gaps(text: str) -> int:
    """How many places between two letters a text has."""
    return max(0, sum(unicodedata.category(each) not in _WITHIN for each in text) - 1)


def _spaced(
    node: Any, style: Any, spacing: float, extra: float, scale: float
) -> tuple[float, float]:
    """Leave the spacing of a run to Pango, and return what remains, and what its width lacks."""
    if _is_placed(node) or not spacing or not scale:
        return spacing, 0
    style["letter_spacing"] = spacing / scale
    return 0, extra


_TEXT = recompiled(text, _RUN, gaps=_gaps, runs=_runs, spaced=_spaced)
_NODE = engine_svg.SVG.draw_node

PATCH = Patch(
    name="drawing_text",
    reason="sets the text of drawings in runs, with kerning and ligatures, not letter by letter",
    replacements=(
        Replacement(engine_svg.SVG, "draw_node", recompiled(_NODE, _DRAWN, draw_text=_TEXT)),
    ),
    leans_on=(text,),
    digest="3061555ee7fae565744699129318170eff3f12e4a952721ff5a3002a6062bd2f",
)
