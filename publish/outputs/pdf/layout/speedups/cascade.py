"""Speed-up `cascade`: the rules of a style sheet for an element.

The original computes the cascade for each element, and for six pseudo-elements of it, since the
style sheet of the engine has rules for the markers, calls and call-backs of all elements, of which
lists and notes use some. Here elements that are matched by the same selectors share one cascade;
declarations in an attribute of an element are added to it. Cells of a table with the same style
attribute share their style too, as elements without one do: nothing edits the style of a cell. The
style of a pseudo-element is created when it is requested, from the same rules, parent and root:
computed values are found on demand anyway. Those that set an anchor are created at once as before,
because anchors are collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any, NamedTuple

from weasyprint import css
from weasyprint.css import (
    PROGRESS_LOGGER,
    ComputedStyle,
    StyleFor,
    declaration_precedence,
    find_style_attributes,
    preprocess_declarations,
)

from publish.outputs.pdf.layout.patch import Patch, Replacement, weasyprint_issue

_slow_init = StyleFor.__init__
_slow_call = StyleFor.__call__

_OF_STYLE = (1, 0, 0)  # the specificity of a style attribute, which comes before other attributes
_CELL = ("table-cell",)

_Cascaded = dict[str, tuple[Any, tuple[Any, ...]]]  # properties with value and weight


class _Rules(NamedTuple):
    """What the selectors that match an element say of it and of its pseudo-elements."""

    key: int  # that of elements whose computed styles are the same below one parent
    own: _Cascaded
    pseudo: dict[str, _Cascaded]


class _Cascade:
    """The rules of some style sheets, by the selectors that match."""

    def __init__(self, sheets: Any) -> None:
        self._sheets = sheets
        self._rules: dict[Any, _Rules] = {}
        self._keys: dict[Any, int] = {}

    def rules(self, element: Any) -> _Rules:
        """The rules of a wrapped element."""
        matched = [sheet.matcher.match(element) for sheet, _, _ in self._sheets]
        selectors = tuple([tuple([order for _, order, _, _ in match]) for match in matched])
        rules = self._rules.get(selectors)
        if rules is None:
            rules = self._rules[selectors] = self._new(matched)
        return rules

    def _new(self, matched: Any) -> _Rules:
        names = []
        own: _Cascaded = {}
        pseudo: dict[str, _Cascaded] = {}
        for (sheet, origin, given), selectors in zip(self._sheets, matched, strict=True):
            for specificity, _, pseudo_type, (declarations, layer) in selectors:
                layer_order = inf if layer is None else sheet.layers.index(layer)
                names.append((sheet, specificity, id(declarations), layer_order))
                style = pseudo.setdefault(pseudo_type, {}) if pseudo_type else own
                weight = layer_order, given or specificity
                _join(style, _weighted(declarations, origin, weight))
        return _Rules(self._keys.setdefault(tuple(names), len(self._keys)), own, pseudo)


def _weighted(declarations: Any, origin: str, weight: tuple[Any, ...]) -> Iterator[Any]:
    """Declarations of an origin, as a cascade holds them."""
    for name, value, importance in declarations:
        yield name, (value, (declaration_precedence(origin, importance), *weight))


def _join(style: _Cascaded, declared: Any) -> None:
    """Let declarations into a cascade, where none that is there has more weight."""
    for name, entry in declared:
        if name not in style or style[name][1] <= entry[1]:
            style[name] = entry


class _Pseudo(NamedTuple):
    """What the styles of pseudo-elements are made from when they are asked for."""

    rules: dict[Any, _Rules]  # of elements
    root: Any
    base_url: str | None


def init(
    self: Any,
    html: Any,
    sheets: Any,
    presentational_hints: Any,
    font_config: Any,
    target_collector: Any,
) -> None:
    """Make the styles of all elements of a document."""
    self._waiting = _Pseudo({}, html.etree_element, html.base_url)
    if target_collector is None:  # styles are empty then, which is told
        _slow_init(self, html, sheets, presentational_hints, font_config, target_collector)
        return
    self._cascaded_styles, self._computed_styles = {}, {}
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets, self.font_config = sheets, font_config
    PROGRESS_LOGGER.info("Step 3 - Applying CSS")
    told = {"root": html.etree_element, "base_url": html.base_url}
    told["target_collector"] = target_collector
    _set_elements(self, html, presentational_hints, told)
    _set_anchored(self, told)
    self._cascaded_styles.clear()  # from now on it holds those of pages


def _declared(self: Any, html: Any, presentational_hints: Any) -> dict[Any, Any]:
    """Open the cascades of elements with what their attributes declare.

    Gives for each of these elements what is equal where its declarations are: the words of a style
    attribute, or else the last declarations, which are like no others.
    """
    last: dict[Any, Any] = {}
    for specificity, element, declarations, base_url in find_style_attributes(
        html.etree_element, presentational_hints, html.base_url
    ):
        style = self._cascaded_styles.setdefault((element, None), {})
        words = element.get("style") if specificity == _OF_STYLE else None
        is_plain = words is not None and "(" not in words  # math and variables may be complained of
        last[element] = words if is_plain else tuple(declarations)
        found = preprocess_declarations(base_url, declarations)
        _join(style, _weighted(found, "author", (inf, specificity)))
    return last


def _set_elements(self: Any, html: Any, presentational_hints: Any, told: Any) -> None:
    """Make the styles of elements in the order of the tree, those of parents first."""
    declared = _declared(self, html, presentational_hints)
    cascade = _Cascade(self._sheets)
    cascaded, computed = self._cascaded_styles, self._computed_styles
    equal: dict[Any, Any] = {}
    for wrapper in html.wrapper_element.iter_subtree():
        element = wrapper.etree_element
        parent = wrapper.parent.etree_element if wrapper.parent else None
        rules = self._waiting.rules[element] = cascade.rules(wrapper)
        parent_id = id(computed[parent, None]) if wrapper.parent else None
        own = declared.get(element)
        key = (parent_id, own, rules.key)
        known = equal.get(key)
        if known is not None and (type(own) is not str or known["display"] == _CELL):
            computed[element, None] = known
            continue
        if element in declared:
            _join(cascaded[element, None], rules.own.items())
        else:
            cascaded[element, None] = rules.own
        self.set_computed_styles(element, parent=parent, **told)
        equal[key] = computed[element, None]


def _set_anchored(self: Any, told: Any) -> None:
    """Make the styles of pseudo-elements that are a target."""
    for element, rules in self._waiting.rules.items():
        for pseudo_type, cascaded in rules.pseudo.items():
            if "anchor" in cascaded:
                self._cascaded_styles[element, pseudo_type] = cascaded
                self.set_computed_styles(element, element, pseudo_type=pseudo_type, **told)


def style_for(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
    """The style of an element or pseudo-element; None where no rule speaks of it."""
    styles = self._computed_styles
    if pseudo_type and (element, pseudo_type) not in styles:
        rules, root, base_url = self._waiting
        if element not in rules or pseudo_type not in rules[element].pseudo:
            return None
        style = styles[element, pseudo_type] = ComputedStyle(
            styles[element, None],
            rules[element].pseudo[pseudo_type],
            pseudo_type,
            styles[root, None],
            base_url,
            self.font_config,
            self.initial_page_sizes,
        )
        style["anchor"]  # is none, but one of the keys of the style
    return _slow_call(self, element, pseudo_type)


PATCH = Patch(
    name="cascade",
    is_speedup=True,
    reason="shares the cascade of elements that the same selectors match",
    upstream=weasyprint_issue(2808),
    replacements=(
        Replacement(StyleFor, "__init__", init),
        Replacement(StyleFor, "__call__", style_for),
    ),
    leans_on=(
        StyleFor.set_computed_styles,
        StyleFor.add_page_declarations,
        ComputedStyle.__init__,
        ComputedStyle.copy,
        declaration_precedence,
        css.find_style_attributes,
    ),
    digest="5b21db257aa2fdd1eacdf620bf3d199b2fd3c84d4dbbdaae73a5d5b314f09063",
)
