"""Gives the caption of a table the measure, where the table itself is narrower.

WeasyPrint 70 breaks a caption at the width of its table, as browsers do.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, table

from publish.outputs.pdf.layout.patch import Patch, Replacement


def _table_wrapper_width(context: Any, wrapper: Any, containing_block: Any) -> None:
    _WIDTH.original(context, wrapper, containing_block)
    margins = wrapper.margin_left, wrapper.margin_right
    if not isinstance(wrapper, boxes.BlockBox) or "auto" in margins:
        return
    room = containing_block[0] - sum(margins) - wrapper.width
    if room > 0 and any(isinstance(each, boxes.TableCaptionBox) for each in wrapper.children):
        wrapper.width += room
        if wrapper.style["direction"] == "rtl":
            wrapper.get_wrapped_table().margin_left = room


_WIDTH = Replacement(table, "table_wrapper_width", _table_wrapper_width)

PATCH = Patch(
    name="table_captions",
    reason="gives the caption of a table the measure, not the width of its table",
    replacements=(_WIDTH,),
    leans_on=(block.block_level_width, block.block_box_layout),
    digest="f7f374e5d5f18bf566918853a90fe20b447a8fffb5df75d2e4846a4f19603704",
)
