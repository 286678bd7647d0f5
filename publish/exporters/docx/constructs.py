"""The style of Word for each construct of a book, and for each place in one."""

from __future__ import annotations

from collections.abc import Sequence

from publish.model.caption import CAPTION_KINDS

BOX, DRAMA = "box", "drama"
BLOCK_STYLES = {
    "epigraph": "Epigraph",
    "source": "Quotation Source",
    "credit": "Credit",
    "subcaption": "Subcaption",
    "date": "Letter Date",
    "opening": "Letter Opening",
    "closing": "Letter Closing",
    "signature": "Letter Signature",
    "letter": "Letter",
    "stage-direction": "Stage Direction",
    "proof": "Proof",
    "missing": "Missing Text",
}
# The style of a title by the block that it is in.
TITLE_STYLES = {
    "verse": "Verse Title",
    "drama": "Speech Title",
    "proof": "Proof Title",
    "box": "Box Title",
}
TITLE = "Block Title"
PROOF_HEADING = "Proof Heading"  # the word of the language
_BOXES = (
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "sidebar",
    "box",
    "summary",
    "key-figures",
    "margin-note",
)


def statement_style(classes: Sequence[str]) -> str:
    """The style of the text of a theorem or the like; that of its caption ends in `Caption`."""
    kinds = (kind for kind in CAPTION_KINDS.values() if kind.is_statement)
    name = next((kind.name for kind in kinds if kind.name in classes), "theorem")
    return name.capitalize()


def box_style(classes: Sequence[str]) -> str:
    """The identifier of the table style of a box."""
    kind = next((name for name in _BOXES if name in classes and name != BOX), BOX)
    return f"Box{kind.capitalize()}"
