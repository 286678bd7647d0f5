"""What the pages of the web edition share: style sheet, fonts, script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from publish.cache import Cache
from publish.outputs.pages.fonts import FontFace, FontPacking, FontSubset
from publish.outputs.pages.parts import PARTS, PartInputs
from publish.outputs.web.compact_css import compact_css
from publish.outputs.web.named_classes import named_classes
from publish.outputs.web.needed_rules import Used, needed_rules
from publish.render.environment import Renderer
from publish.render.shared_inputs import SharedInputs
from publish.render.theme import Theme

SHEET = "web.css"  # of the theme
# Each page loads the first two; one of the others when a reader wants what it does.
_SCRIPTS = ("book.js", "look.js", "cite.js", "enlarge.js")
NOSCRIPT = "style/noscript.css"
# What only a script makes work.
NOSCRIPT_RULES = b".tools, form[role=search] { display: none }\n"
_REGULAR = 400
_LINE_COMMENT = re.compile(r"^\s*//.*$", re.M)


def _as_woff2(content: bytes) -> bytes:
    from publish.outputs.web.woff2 import as_woff2  # slow: needed for new subsets only

    return as_woff2(content)


PACKING = FontPacking("woff2", _as_woff2, suffix="woff2")


class FirstFont(NamedTuple):
    """A font that a page asks for before its style sheet does, the upright ones first of all."""

    href: str
    is_urgent: bool


def first_fonts(
    fonts: Sequence[FontSubset], theme: Theme, language: str, around: str
) -> tuple[FirstFont, ...]:
    """The fonts of a text in a language, and of what surrounds it in the language of the book.

    Those of the book have the labels and digits of its headings as well, which others may lack.
    """
    names, languages = ("screen-serif", "sans"), (language, around)
    stacks = [theme.stack(name, each) for name in names for each in languages]
    families = {stack.split('"')[1] for stack in stacks}
    return tuple(
        FirstFont(each.href(PACKING.suffix), _is_regular(each))
        for each in sorted(fonts, key=_is_regular, reverse=True)
        if each.font.family in families
    )


def _is_regular(subset: FontSubset) -> bool:
    return subset.font.style == "normal" and subset.weight == _REGULAR


class StyleSheets:
    """The style sheets of the theme for the web, in which the `fonts` are declared."""

    def __init__(
        self, renderer: Renderer, fonts: Sequence[FontFace], shared: SharedInputs, cache: Cache
    ) -> None:
        self._renderer, self._fonts = renderer, fonts
        self._shared, self._cache = shared, cache

    @cached_property
    def _faces(self) -> list[tuple[str, ...]]:
        return [(f.family, f.style, str(f.weight), f.href, f.media_type) for f in self._fonts]

    @cached_property
    def _rendered(self) -> str:
        return self._renderer.render_style(SHEET, faces=self._fonts)

    def named_classes(self) -> tuple[str, ...] | None:
        """The classes that they or a program name, in order; None where it may be any."""

        def make() -> bytes:
            return json.dumps(named_classes(self._rendered)).encode()

        key = repr((self._faces, self._renderer.inner_languages))
        made = PARTS.get(self._cache, PartInputs("classes", key, self._shared), make)
        names = json.loads(made)
        return None if names is None else tuple(names)

    def sheet(self, name: str, rules: str, used: Used) -> bytes:
        """A style sheet as far as it is `used`, and then more `rules`."""

        def make() -> bytes:
            return f"{needed_rules(self._rendered, used)}{compact_css(rules)}".encode()

        key = repr((self._faces, self._renderer.inner_languages, rules, *map(sorted, used)))
        return PARTS.get(self._cache, PartInputs(name, key, self._shared), make)


def scripts(renderer: Renderer, others: Iterable[str] = ()) -> dict[str, bytes]:
    """The scripts of every page, and others by name."""
    return {f"style/{name}": script(renderer, name) for name in (*_SCRIPTS, *others)}


def script(renderer: Renderer, name: str) -> bytes:
    """A script without its comments."""
    return _compact(_LINE_COMMENT.sub("", renderer.render(f"web/{name}")))


def _compact(text: str) -> bytes:
    """A text without indents and empty lines."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line).encode()
