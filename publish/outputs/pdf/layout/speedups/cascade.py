"""Speed-up `cascade`: the rules of a style sheet for an element.

The original computes the cascade for each element, and for six pseudo-elements of it, since the
style sheet of the engine has rules for the markers, calls and call-backs of all elements, of which
lists and notes use some. Here elements that are matched by the same selectors share one cascade;
declarations in an attribute of an element are added to it. Elements without such an attribute share
their style below parents that do. Cells of a table with the same style attribute share theirs too,
since nothing edits the style of a cell. An element with an identifier has a twin of the style that
it would share without one, with an anchor of its own. The style of a pseudo-element is created when
it is requested, as a twin of that of all such elements: computed values are found on demand anyway.
Those that set an anchor are created at once as before, because anchors are collected.
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

_original_init = StyleFor.__init__
_original_call = StyleFor.__call__

_OF_STYLE = (1, 0, 0)  # the specificity of a style attribute, which comes before other attributes
_CELL = ("table-cell",)
_ANCHOR = frozenset(("anchor",))

_Cascaded = dict[str, tuple[Any, tuple[Any, ...]]]  # properties with value and weight


class _Rules(NamedTuple):
    """The rules for an element and its pseudo-elements, of the selectors that match."""

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
        for (sheet, origin, own_specificity), selectors in zip(self._sheets, matched, strict=True):
            for specificity, _, pseudo_type, (declarations, layer) in selectors:
                layer_order = inf if layer is None else sheet.layers.index(layer)
                names.append((sheet, specificity, id(declarations), layer_order))
                style = pseudo.setdefault(pseudo_type, {}) if pseudo_type else own
                weight = layer_order, own_specificity or specificity
                _add(style, _weighted(declarations, origin, weight))
        return _Rules(self._keys.setdefault(tuple(names), len(self._keys)), own, pseudo)


def _weighted(declarations: Any, origin: str, weight: tuple[Any, ...]) -> Iterator[Any]:
    """Declarations of an origin, as in a cascade."""
    for name, value, importance in declarations:
        yield name, (value, (declaration_precedence(origin, importance), *weight))


def _add(style: _Cascaded, declared: Any) -> None:
    """Add declarations to a cascade, where it has none of more weight."""
    for name, entry in declared:
        if name not in style or style[name][1] <= entry[1]:
            style[name] = entry


class _Twin(ComputedStyle):  # type: ignore[misc]
    """A style with the values of another one, which nothing edits, until it is edited itself."""

    def __init__(self: Any, other: Any) -> None:
        vars(self).update(vars(other), _other=other)

    def __missing__(self: Any, key: str) -> Any:
        value = self[key] = self._other[key]
        return value


class _PseudoInputs(NamedTuple):
    """The inputs of the styles of pseudo-elements, which are created on demand."""

    rules: dict[Any, _Rules]  # of elements
    classes: dict[Any, Any]  # the style of each element, or the one that it is a twin of
    styles: dict[tuple[int, str], Any]  # by such a style and the name of the pseudo-element
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
    """Create the styles of all elements of a document."""
    self._pseudo_inputs = _PseudoInputs({}, {}, {}, html.etree_element, html.base_url)
    if target_collector is None:  # styles are empty then, which is logged
        _original_init(self, html, sheets, presentational_hints, font_config, target_collector)
        return
    self._cascaded_styles, self._computed_styles = {}, {}
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets, self.font_config = sheets, font_config
    PROGRESS_LOGGER.info("Step 3 - Applying CSS")
    options = {"root": html.etree_element, "base_url": html.base_url}
    options["target_collector"] = target_collector
    _set_elements(self, html, presentational_hints, options)
    _set_anchored(self, options)
    self._cascaded_styles.clear()  # from now on it is for those of pages


def _declared(self: Any, html: Any, presentational_hints: Any) -> dict[Any, Any]:
    """Start the cascades of elements with the declarations in their attributes.

    Returns for each of these elements a value that is equal for equal declarations: the text of a
    style attribute, or else the last declarations, which are equal to no others.
    """
    last: dict[Any, Any] = {}
    for specificity, element, declarations, base_url in find_style_attributes(
        html.etree_element, presentational_hints, html.base_url
    ):
        style = self._cascaded_styles.setdefault((element, None), {})
        text = element.get("style") if specificity == _OF_STYLE else None
        is_plain = text is not None and "(" not in text  # math and variables may cause warnings
        last[element] = text if is_plain else tuple(declarations)
        processed = preprocess_declarations(base_url, declarations)
        _add(style, _weighted(processed, "author", (inf, specificity)))
    return last


def _set_elements(self: Any, html: Any, presentational_hints: Any, options: Any) -> None:
    """Create the styles of elements in the order of the tree, those of parents first."""
    declared = _declared(self, html, presentational_hints)
    cascade = _Cascade(self._sheets)
    cascaded, computed = self._cascaded_styles, self._computed_styles
    classes, equal = self._pseudo_inputs.classes, dict[Any, Any]()
    for wrapper in html.wrapper_element.iter_subtree():
        element = wrapper.etree_element
        parent = wrapper.parent.etree_element if wrapper.parent else None
        rules = self._pseudo_inputs.rules[element] = cascade.rules(wrapper)
        class_of_parent = id(classes[parent]) if wrapper.parent else None
        own = declared.get(element)
        anchor = _only_anchor(cascaded.get((element, None)), rules.own)
        key = (class_of_parent, _ANCHOR if anchor else own, rules.key)
        shared = equal.get(key)
        if shared is None or not (anchor or type(own) is not str or shared["display"] == _CELL):
            if own is None or anchor:
                cascaded[element, None] = rules.own
            else:
                _add(cascaded[element, None], rules.own.items())
            self.set_computed_styles(element, parent=parent, **options)
            shared = equal[key] = computed[element, None]
        classes[element] = computed[element, None] = shared
        if anchor:
            twin = computed[element, None] = _Twin(shared)
            twin["anchor"] = anchor
            options["target_collector"].collect_anchor(anchor)


def _only_anchor(declared: _Cascaded | None, rules: _Cascaded) -> Any:
    """The anchor of an element whose attributes declare nothing else."""
    if declared is None or declared.keys() != _ANCHOR or "anchor" in rules:
        return None
    return declared["anchor"][0]


def _set_anchored(self: Any, options: Any) -> None:
    """Create the styles of pseudo-elements that set an anchor."""
    for element, rules in self._pseudo_inputs.rules.items():
        for pseudo_type, cascaded in rules.pseudo.items():
            if "anchor" in cascaded:
                self._cascaded_styles[element, pseudo_type] = cascaded
                self.set_computed_styles(element, element, pseudo_type=pseudo_type, **options)


def style_for(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
    """The style of an element or pseudo-element; None where no rule is for it."""
    styles = self._computed_styles
    if pseudo_type and (element, pseudo_type) not in styles:
        pseudo = self._pseudo_inputs
        if element not in pseudo.rules or pseudo_type not in pseudo.rules[element].pseudo:
            return None
        key = id(pseudo.classes[element]), pseudo_type
        if key not in pseudo.styles:
            pseudo.styles[key] = ComputedStyle(
                styles[element, None],
                pseudo.rules[element].pseudo[pseudo_type],
                pseudo_type,
                styles[pseudo.root, None],
                pseudo.base_url,
                self.font_config,
                self.initial_page_sizes,
            )
        style = styles[element, pseudo_type] = _Twin(pseudo.styles[key])
        style["anchor"]  # is none, but one of the keys of the style
    return _original_call(self, element, pseudo_type)


PATCH = Patch(
    name="cascade",
    is_speedup=True,
    reason="shares the styles of elements that the same selectors match",
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
