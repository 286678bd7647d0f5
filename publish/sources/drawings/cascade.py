"""Style sheets as attributes, without what the layout engine does not read in them.

These are variables, shorthands, relative sizes and keywords that stand for another value. What
nobody reads is left out, as browsers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import cssselect2
import tinycss2
from lxml import etree

from publish.model.markup import SVG
from publish.model.xhtml import local_name
from publish.sources.drawings import css_values
from publish.sources.drawings.features import is_colour
from publish.sources.drawings.styles import declarations, is_inherited, rules_of
from publish.sources.drawings.values import NUMBER

_COLOURS = frozenset("color fill stroke stop-color flood-color lighting-color".split())
_PAINTS = ("none", "context-fill", "context-stroke")
# Lengths, with what a percentage is of: the width, the height, or the mean of both.
_LENGTHS = {
    **dict.fromkeys("x cx rx width x1 x2 dx fx".split(), "width"),
    **dict.fromkeys("y cy ry height y1 y2 dy fy".split(), "height"),
    **dict.fromkeys("r fr stroke-width stroke-dashoffset letter-spacing".split(), "mean"),
}
_READ_AS_IT_IS = re.compile(rf"{NUMBER}(?:px|pt|pc|mm|cm|in|em|%)?")
_INITIAL = {
    "fill": "black", "fill-opacity": "1", "stroke": "none", "stroke-opacity": "1",
    "stroke-width": "1", "stroke-dasharray": "none", "opacity": "1", "visibility": "visible",
    "font-size": "16px", "font-style": "normal", "font-weight": "normal", "stop-opacity": "1",
    "text-anchor": "start", "stop-color": "black", "fill-rule": "nonzero", "color": "black",
}  # fmt: skip
_RESET = ("unset", "revert", "revert-layer")
_MARKERS = ("marker-start", "marker-mid", "marker-end")
_ONLY_STYLED = frozenset({"mix-blend-mode", "isolation"})  # no attributes, SVG 2, 6.6
_REPLACED = ("style", "class", "marker")
_WEIGHTS = {"bolder": "bold", "lighter": "normal"}
_SHAPE = re.compile(r"path\(\s*[\"']([^\"']*)[\"']\s*\)")
_MIXED_PAINT = re.compile(r"(url\([^)]*\))\s+(\S+)")


class _Around(NamedTuple):
    """What an element takes over from the one outside."""

    variables: Mapping[str, str]
    font_size: float
    view: tuple[float, float]  # width and height of the drawing, in its own units


def resolve_styles(root: etree._Element) -> None:
    """Give each element its values as attributes; the style sheets are no longer needed."""
    rules = rules_of(root)
    wrapper = cssselect2.ElementWrapper.from_xml_root(root)
    given = [(node.etree_element, list(_given(node, rules))) for node in wrapper.iter_subtree()]
    around: dict[Any, _Around] = {None: _Around({}, 16.0, view_of(root))}
    for element, pairs in given:
        around[element] = _resolve(element, pairs, around[element.getparent()])
    for sheet in list(root.iter(f"{{{SVG}}}style")):
        parent = sheet.getparent()
        if parent is not None:
            parent.remove(sheet)


def view_of(root: etree._Element) -> tuple[float, float]:
    """The width and height of a drawing in its own units."""
    numbers = [float(each) for each in re.findall(NUMBER, root.get("viewBox", ""))]
    if len(numbers) == 4:
        return numbers[2], numbers[3]
    sides = (
        css_values.pixels(root.get(name, "100%"), 16, (0, 0), 0) for name in ("width", "height")
    )
    width, height = (side or default for side, default in zip(sides, (300.0, 150.0), strict=True))
    return width, height


def _given(node: Any, rules: cssselect2.Matcher) -> Iterator[tuple[str, str]]:
    """The properties that rules and the style attribute give to an element, the last one wins."""
    matched = [each for *_, rule in rules.match(node) for each in rule]
    style = node.etree_element.get("style", "")
    matched += declarations(tinycss2.parse_blocks_contents(style))
    for important in (False, True):
        yield from ((name, value) for name, value, last in matched if last is important)


def _resolve(element: Any, given: list[tuple[str, str]], around: _Around) -> _Around:
    variables = {
        **around.variables,
        **{name: value for name, value in given if name.startswith("--")},
    }
    values = {local_name(str(name)): str(value).strip() for name, value in element.attrib.items()}
    styled = dict[str, str]()
    for name, value in given:
        known = css_values.with_variables(value, variables)
        if not name.startswith("-") and known is not None:  # nor those of one program
            styled.update(_single(name, known.strip()))
    if element.getparent() is None:  # its own size, as the attributes have it
        styled = {name: value for name, value in styled.items() if value != "auto"}
    kept = {name: value for name, value in values.items() if name not in _REPLACED}
    size = _size_of({**kept, **styled}, around)
    here = around._replace(variables=variables, font_size=size)
    _set(element, {**kept, **styled}, here)
    return here


def _single(name: str, value: str) -> dict[str, str]:
    """The properties of one declaration, as attributes are called."""
    if name == "font":
        return css_values.font_properties(value) or {}
    if name == "marker":
        return dict.fromkeys(_MARKERS, value)
    if name == "d of a style":
        shape = _SHAPE.fullmatch(value)
        return {"d": shape[1]} if shape else {}
    return {name: value}


def _size_of(values: Mapping[str, str], around: _Around) -> float:
    size = css_values.font_size(values.get("font-size", "1em"), around.font_size, around.view)
    return size or around.font_size


def _set(element: Any, values: Mapping[str, str], here: _Around) -> None:
    """Write the values into the attributes; the names of references keep their namespace."""
    full = {local_name(str(name)): str(name) for name in element.attrib}
    for name in _REPLACED:
        if name in full:
            del element.attrib[full[name]]
    for name, value in values.items():
        known = _plain(name, value, here)
        if known is None:
            element.attrib.pop(full.get(name, name), None)
        elif name in _ONLY_STYLED:
            element.set("style", f"{element.get('style', '')}{name}:{known};")
        else:
            element.set(full.get(name, name), known)


def _plain(name: str, value: str, here: _Around) -> str | None:
    """A value without keywords for another; None where it says nothing."""
    word = value.lower()
    if word == "initial" or (word in _RESET and not is_inherited(name)):
        return _INITIAL.get(name)
    if word in _RESET:
        return None
    if name in _COLOURS:
        return _colour(name, value)
    if name == "font-size":
        return f"{css_values.number_text(here.font_size)}px"
    if name in _LENGTHS:
        return _length(name, value, here)
    if name == "transform":
        return css_values.transform(value, here.font_size, here.view)
    if name == "transform-origin":
        return css_values.origin(value, here.font_size, here.view) or value
    if name == "visibility" and word == "collapse":
        return "hidden"
    if name == "orient":
        return value.removesuffix("deg")
    return _WEIGHTS.get(word, value) if name == "font-weight" else value


def _colour(name: str, value: str) -> str | None:
    """A colour as the engine reads it; one that nobody knows says nothing."""
    word = value.lower()
    if word == "currentcolor":
        return None if name == "color" else "currentColor"
    if word in _PAINTS or is_colour(word) or not word.isalpha():
        mixed = _MIXED_PAINT.fullmatch(value)
        return word if word in _PAINTS else f"{mixed[1]} {mixed[2].lower()}" if mixed else value
    return _SYSTEM_COLOURS.get(word)


# As a browser has them on white (CSS Color 4, 6.2).
_SYSTEM_COLOURS = {
    "canvas": "white", "canvastext": "black", "linktext": "#0000ee", "graytext": "#808080",
    "windowtext": "black", "window": "white", "buttontext": "black", "fieldtext": "black",
}  # fmt: skip


def _length(name: str, value: str, here: _Around) -> str:
    if _READ_AS_IT_IS.fullmatch(value):
        return value
    width, height = here.view
    whole = {"width": width, "height": height, "mean": ((width**2 + height**2) / 2) ** 0.5}
    length = css_values.pixels(value, here.font_size, here.view, whole[_LENGTHS[name]])
    return value if length is None else css_values.number_text(length)
