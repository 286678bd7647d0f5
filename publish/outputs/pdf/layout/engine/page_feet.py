"""Lets a block stand at the very foot of its page, if all of it fits there.

WeasyPrint 70 counts the padding and border below a block twice when it asks whether the block fits,
and where they are cloned at a page break, also the margin, which a page break drops.
"""

from __future__ import annotations

from weasyprint.layout import block

from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.recompiled import recompiled

_TWICE = {
    "overflows_page(bottom_space, new_position_y)\n\n            can_break": (
        "overflows_page(bottom_space - new_child.padding_bottom"
        " - new_child.border_bottom_width, new_position_y)\n\n            can_break"
    ),
}
_MARGIN = {
    "box.border_bottom_width + box.margin_bottom": "box.border_bottom_width",
    "box.border_bottom_width +\n                    box.margin_bottom": "box.border_bottom_width",
}

PATCH = Patch(
    name="page_feet",
    reason="lets a block with padding stand at the very foot of its page",
    replacements=(
        Replacement(block, "_in_flow_layout", recompiled(block._in_flow_layout, _TWICE)),
        Replacement(
            block, "block_container_layout", recompiled(block.block_container_layout, _MARGIN)
        ),
    ),
    leans_on=(block.find_earlier_page_break,),
    digest="804e9058a25f9fff1738e6e05bb853650eaffff18bbc4bd01b82ae091ca07d7a",
)
