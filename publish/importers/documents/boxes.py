"""Divisions that are boxes or statements here: their names in the dialects that pandoc reads."""

from __future__ import annotations

from publish.importers.documents.tree import Attributes

_OWN = ("note", "tip", "important", "warning", "caution")
# From a class to the block that it is here.
_BOXES = {
    **{name: name for name in (*_OWN, "sidebar")},
    **{f"callout-{name}": name for name in _OWN},
    **{f"rmd{name}": name for name in _OWN},
    **dict.fromkeys(("info", "seealso", "hint", "abstract", "summary", "tldr", "todo"), "note"),
    **dict.fromkeys(("success", "check", "done"), "tip"),
    **dict.fromkeys(("attention", "danger", "error", "bug"), "warning"),
    **dict.fromkeys(("failure", "fail", "missing"), "warning"),
    **dict.fromkeys(("column-margin", "margin", "marginnote", "aside"), "sidebar"),
    **dict.fromkeys(("admonition", "topic", "question", "details", "box"), "box"),
    **{name: name for name in ("theorem", "lemma", "corollary", "proposition", "definition")},
    **{name: name for name in ("example", "exercise", "proof", "epigraph", "verse")},
    **{name: name for name in ("letter", "drama")},
}
_STATEMENTS = frozenset({"theorem", "lemma", "corollary", "proposition", "definition", "example"})


def box_name(own: Attributes) -> str | None:
    """The name of the block that a division is, None for a division without a meaning here."""
    return next((_BOXES[each] for each in own.classes if each in _BOXES), None)


def admonition(kind: str, title: str | None) -> tuple[str, str]:
    """The class and the title of a box of that kind; one that we do not know is named by its title.

    Without a title, the book writes that of its own kinds; "" is a box that shall have none.
    """
    is_own = kind in _OWN or kind in ("sidebar", "admonition", "box", "details")
    known = _BOXES.get(kind) if kind not in _STATEMENTS else None
    if title == "" or known is None:
        known = "box"
    shown = title if title is not None else "" if is_own else kind.replace("-", " ").capitalize()
    return known, shown
