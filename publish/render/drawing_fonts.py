"""The letters of drawings in the fonts of the book, as charts have them.

A family that the theme has stays; any other becomes the theme's own for its generic family, mostly
the sans. Style sheets of drawings with text are attributes by now.
"""

from __future__ import annotations

import msgspec
from lxml import etree

from publish.model.book import Edition
from publish.model.image_types import SVG_TYPE
from publish.model.markup import SVG
from publish.model.xmlsafe import parse_untrusted
from publish.render.theme import FAMILY_VARIABLES, Theme, load_theme, theme_files

_GENERIC = {"serif": "serif", "ui-serif": "serif", "monospace": "mono", "ui-monospace": "mono"}
_TEXT = f"{{{SVG}}}text"


class FontChoice(msgspec.Struct, frozen=True):
    """What an edition says of the fonts of its drawings: the theme, and the families it names.

    `files` is a hash of a theme that is not ours.
    """

    theme: str
    families: tuple[tuple[str, str], ...]
    files: str = ""

    def load(self) -> Theme:
        """The theme with those families."""
        return load_theme(self.theme, dict(self.families))


def font_choice(edition: Edition) -> FontChoice:
    """The fonts that an edition chooses."""
    named = (name for name in FAMILY_VARIABLES if name in edition.variables)
    families = tuple((name, edition.variables[name]) for name in named)
    return FontChoice(edition.theme, families, theme_files(edition.theme))


def with_fonts_of(theme: Theme, media_type: str, content: bytes, serif: str = "serif") -> bytes:
    """The bytes of an image; a drawing with text is set in the fonts of the theme.

    `serif` is the theme's variable for a serif.
    """
    if media_type != SVG_TYPE or b"text" not in content:
        return content
    root = parse_untrusted(content)
    if next(root.iter(_TEXT), None) is None:
        return content
    for node in root.iter(etree.Element):
        if families := node.get("font-family") or ("sans-serif" if node is root else None):
            node.set("font-family", _stack(theme, families, serif))
    named: bytes = etree.tostring(root)
    return named


def _stack(theme: Theme, families: str, serif: str) -> str:
    """The first family of a list that the theme has, and those for other scripts."""
    words = [family.strip().strip("\"'") for family in families.split(",")]
    known = next((word for word in words if word in theme.families or word in _GENERIC), "")
    generic = _GENERIC.get(known, "sans")
    stack = theme.stack(serif if generic == "serif" else generic).replace('"', "'")
    return f"'{known}', {stack}" if known in theme.families else stack
