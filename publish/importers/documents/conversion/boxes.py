"""Divisions that are boxes here: their names in the dialects that pandoc reads."""

from __future__ import annotations

from publish.importers.documents.tree import Attributes

# From a class to the block that it is here.
_BOXES = {
    **{name: name for name in ("note", "tip", "important", "warning", "caution", "sidebar")},
    **{f"callout-{name}": name for name in ("note", "tip", "important", "warning", "caution")},
    **dict.fromkeys(("rmdnote", "info", "seealso", "hint", "abstract", "todo"), "note"),
    **dict.fromkeys(("rmdtip", "success"), "tip"),
    **dict.fromkeys(("rmdwarning", "attention", "danger", "error", "bug", "failure"), "warning"),
    **dict.fromkeys(("rmdcaution",), "caution"),
    **dict.fromkeys(("rmdimportant",), "important"),
    **dict.fromkeys(("admonition", "topic", "question", "box"), "box"),
    **{name: name for name in ("theorem", "lemma", "corollary", "proposition", "definition")},
    **{name: name for name in ("example", "exercise", "proof", "epigraph", "verse")},
}


def box_name(own: Attributes) -> str | None:
    """The name of the block that a division is, None for a division without a meaning here."""
    return next((_BOXES[each] for each in own.classes if each in _BOXES), None)
