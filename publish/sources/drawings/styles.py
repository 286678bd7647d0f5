"""The values that the attributes and style sheets of a drawing give to each of its elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import cssselect2
import tinycss2
from lxml import etree

from publish.model.markup import SVG
from publish.model.xhtml import local_name

_XLINK, _XML = "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
_OF_DRAWINGS = frozenset({None, SVG, _XLINK, _XML})
# Neither engine nor paper has use for them; others choose between rules, or nest them.
_SILENT_RULES = frozenset({"charset", "font-face", "keyframes", "namespace"})
_REFUSED_WHERE_USED = frozenset({"filter", "mask"})
_NOT_INHERITED = frozenset(
    """
    background background-color clip clip-path cx cy d dx dy filter fr fx fy height href id mask
    mix-blend-mode opacity overflow points r rotate rx ry stop-color stop-opacity style transform
    transform-box transform-origin viewBox width x x1 x2 y y1 y2 textLength lengthAdjust
    vector-effect baseline-shift alignment-baseline offset class animation display pathLength
    """.split()
)


class Styled(NamedTuple):
    """An element, the values that it is given, and those that it has with what is around it."""

    element: etree._Element
    own: Mapping[str, str]
    values: Mapping[str, str]
    parent: Styled | None

    @property
    def tag(self) -> str:
        """The name without namespace."""
        return local_name(str(self.element.tag))


def styled_elements(root: etree._Element) -> Iterator[Styled]:
    """Every element that is displayed, in the order of the drawing.

    Raises `ValueError` for rules that the engine leaves out.
    """
    etree.strip_tags(root, etree.Comment)
    rules = rules_of(root)
    wrapper = cssselect2.ElementWrapper.from_xml_root(root)
    waiting: list[tuple[Any, Styled | None]] = [(wrapper, None)]
    while waiting:
        node, parent = waiting.pop()
        styled = _styled(node, parent, rules)
        if styled.own.get("display") != "none":
            yield styled
            inner = () if styled.tag in _REFUSED_WHERE_USED else tuple(node.iter_children())
            waiting += [(child, styled) for child in reversed(inner)]


def _styled(node: Any, parent: Styled | None, rules: cssselect2.Matcher) -> Styled:
    element = node.etree_element
    own = dict(_attributes(element))
    matched = [declaration for *_, rule in rules.match(node) for declaration in rule]
    matched += declarations(tinycss2.parse_blocks_contents(element.get("style", "")))
    for important in (False, True):
        own.update((name, value) for name, value, last in matched if last is important)
    around = parent.values if parent else {}
    inherited = {name: value for name, value in around.items() if name not in _NOT_INHERITED}
    given = {name: value for name, value in own.items() if value != "inherit"}
    return Styled(element, own, inherited | given, parent)


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if etree.QName(name).namespace in _OF_DRAWINGS:
            yield local_name(name), str(value).strip()


def declarations(nodes: list[Any]) -> list[tuple[str, str, bool]]:
    """Names and values, and whether each is important."""
    return [
        (_property(node), tinycss2.serialize(node.value).strip(), node.important)
        for node in nodes
        if node.type == "declaration"
    ]


def is_inherited(name: str) -> bool:
    """Whether an element has a value of the one around it, unless it has its own."""
    return name not in _NOT_INHERITED


def _property(node: Any) -> str:
    """The name of a property; the shape of a path in a style sheet is not that of its attribute."""
    name = str(node.name if node.name.startswith("--") else node.lower_name)
    return f"{name} of a style" if name == "d" else name


def rules_of(root: etree._Element) -> cssselect2.Matcher:
    """The rules of the style sheets in a drawing; raises `ValueError` for those of other media."""
    matcher = cssselect2.Matcher()
    for sheet in root.iter(f"{{{SVG}}}style"):
        if sheet.get("type", "text/css") == "text/css":
            if sheet.get("media", "all") not in ("all", "screen"):
                raise ValueError(f"its style sheet for `{sheet.get('media')}`")
            _add_sheet("".join(map(str, sheet.itertext())), matcher)
    return matcher


def _add_sheet(text: str, matcher: cssselect2.Matcher) -> None:
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and not _is_silent(rule):
            raise ValueError(f"its `@{rule.at_keyword}`")
        if rule.type == "qualified-rule":
            _add_rule(rule, matcher)


def _is_silent(rule: Any) -> bool:
    """Whether a rule has no part in what is drawn, such as one for dark screens."""
    conditions = tinycss2.serialize(rule.prelude).replace(" ", "")
    is_dark = rule.lower_at_keyword == "media" and conditions == "(prefers-color-scheme:dark)"
    return is_dark or rule.lower_at_keyword in _SILENT_RULES


def _add_rule(rule: Any, matcher: cssselect2.Matcher) -> None:
    contents = tinycss2.parse_blocks_contents(rule.content)
    selector_text = tinycss2.serialize(rule.prelude).strip()[:80]
    if any(node.type == "qualified-rule" for node in contents):
        raise ValueError(f"a rule inside another, `{selector_text}`")
    try:
        selectors = cssselect2.compile_selector_list(rule.prelude)
    except cssselect2.SelectorError:
        raise ValueError(f"its selector `{selector_text}`") from None
    declared = declarations(contents)
    for selector in selectors:
        if selector.pseudo_element is None and not selector.never_matches:
            matcher.add_selector(selector, declared)
