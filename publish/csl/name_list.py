"""`names`: people by their roles, “et al.”, labels, and substitutes for missing names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.csl.context import RenderContext, Rendered
from publish.csl.formatting import apply_fonts, apply_formatting
from publish.csl.letter_case import apply_case
from publish.csl.person_name import NameWriter, is_east_asian
from publish.csl.runs import Runs, TextRun, add_affixes, join_runs, parse_runs, text_of_runs
from publish.csl.style import StyleNode
from publish.model.reference import ET_AL, Name


@dataclass(frozen=True, slots=True)
class _Elements:
    """A `names` element with its children; a substitute without any has those of the original."""

    node: StyleNode
    name: StyleNode | None
    et_al: StyleNode | None
    labels: tuple[StyleNode, ...]
    label_first: bool
    delimiter: str


def render_names(node: StyleNode, context: RenderContext) -> Rendered:
    """The names of the element's variables, or their substitute."""
    substituted = context.substituted
    outer = substituted is None and not context.sorting and context.first_names is None
    if outer and context.cite.without_author and not context.in_bibliography:
        context.first_names = ()
        return Rendered((), has_variables=True)
    elements = _elements(node, substituted, context)
    roles = list(_roles(node, context))
    if not roles:
        output = _substituted(node, context)
    else:
        runs = _written(elements, roles, context)
        output = Rendered(
            apply_formatting(node, runs, context), has_variables=True, has_values=bool(runs)
        )
    if outer:
        context.first_names = output.runs
    return output


def _elements(node: StyleNode, substituted: StyleNode | None, context: RenderContext) -> _Elements:
    sortable_text = substituted is not None and not node.children
    source = substituted if sortable_text and substituted is not None else node
    name = source.first("name") or (substituted.first("name") if substituted is not None else None)
    et_al = source.first("et-al") or (
        substituted.first("et-al") if substituted is not None else None
    )
    order = [child.tag for child in source.children]
    both = "label" in order and "name" in order
    first = both and order.index("label") < order.index("name")
    delimiter = node.get("delimiter") or (
        substituted.get("delimiter") if substituted is not None else ""
    )
    return _Elements(
        node,
        name,
        et_al,
        tuple(source.all("label")),
        first,
        delimiter or context.option("names-delimiter"),
    )


def _roles(node: StyleNode, context: RenderContext) -> Iterator[tuple[str, tuple[Name, ...]]]:
    """The variables with names; an editor who is also the translator is named once."""
    variables = node.get("variable").split()
    roles = {variable: names for variable in variables if (names := context.names(variable))}
    same = roles.get("editor") == roles.get("translator")
    if "editor" in roles and same and context.locale.term_text("editortranslator"):
        roles = {
            "editortranslator" if variable == "editor" else variable: names
            for variable, names in roles.items()
            if variable != "translator"
        }
    yield from roles.items()


def _written(
    elements: _Elements, roles: Sequence[tuple[str, tuple[Name, ...]]], context: RenderContext
) -> Runs:
    writer = _NameListWriter(elements, context)
    if writer.form == "count":
        return (TextRun(str(sum(writer.shown(names) for _, names in roles))),)
    pieces = []
    for variable, names in roles:
        runs = writer.write(names)
        if elements.name is not None:
            name = elements.name
            runs = add_affixes(apply_fonts(name, runs), name.get("prefix"), name.get("suffix"))
        labels = _labels(elements, variable, names, context) if not context.sorting else ()
        pieces.append((*labels, *runs) if elements.label_first else (*runs, *labels))
    return join_runs(pieces, elements.delimiter)


def _labels(
    elements: _Elements, variable: str, names: tuple[Name, ...], context: RenderContext
) -> Runs:
    runs: Runs = ()
    for label in elements.labels:
        plural = label.get("plural", "contextual")
        several = len(names) > 1 if plural == "contextual" else plural == "always"
        term_text = context.locale.term_text(variable, label.get("form", "long"), plural=several)
        term = parse_runs(term_text)
        if label.get("text-case") == "title":  # a term is in the style's language
            term = apply_case(term, "capitalize-first", english=True)
        runs += apply_formatting(label, term, context)
    return runs


def _substituted(node: StyleNode, context: RenderContext) -> Rendered:
    """The first substitute with output; its variables are not written again."""
    substitute = node.first("substitute")
    for child in substitute.children if substitute is not None else ():
        before, context.read = context.read, set()
        outside, context.substituted = context.substituted, node
        output = context.render(child, context)
        context.substituted = outside
        used, context.read = context.read, before | context.read
        if output.runs:
            context.consumed |= used - _NOT_CONSUMED
            return Rendered(output.runs, has_variables=True, has_values=True)
    return Rendered((), has_variables=True)


# Variables that a substitute does not consume.
_NOT_CONSUMED = frozenset({"citation-number", "locator", "year-suffix", "issued", "type"})


class _NameListWriter:
    """Writes several names, abbreviated as the style requires."""

    def __init__(self, elements: _Elements, context: RenderContext) -> None:
        self._context = context
        self._node = elements.name
        self._et_al = elements.et_al
        self.form = context.option("name-form", self._node, "form") or "long"
        self._name_writer = NameWriter(self._node, context)
        self._delimiter = self._read("name-delimiter", "delimiter") or ", "
        if self._node is not None and self._node.attributes.get("delimiter") == "":
            self._delimiter = ""
        self._inverted = self._read("name-as-sort-order")

    def _read(self, name: str, own: str = "") -> str:
        return self._context.option(name, self._node, own)

    def shown(self, names: Sequence[Name]) -> int:
        """How many names precede “et al.”; all of them where it is not used."""
        if names and names[-1] == ET_AL:
            return min(self._allowed(names), len(names) - 1)
        return self._allowed(names)

    def _allowed(self, names: Sequence[Name]) -> int:
        least, use = self._read("et-al-min"), self._read("et-al-use-first")
        if self._context.cite.position != "first" and not self._context.in_bibliography:
            least = self._read("et-al-subsequent-min") or least
            use = self._read("et-al-subsequent-use-first") or use
        if not least.isdigit() or len(names) < int(least):
            return len(names)
        first = int(use) if use.isdigit() else 1
        if not self._context.in_bibliography:
            first = max(first, self._context.disambiguation.names_shown)
        return min(first, len(names))

    def write(self, names: Sequence[Name]) -> Runs:
        """The list of names."""
        shown = self.shown(names)
        written = [self._one(name, index) for index, name in enumerate(names[:shown])]
        if shown == len(names):
            return self._all(written)
        last_too = self._read("et-al-use-last") == "true" and names[-1] != ET_AL
        if last_too and len(names) > shown + 1:
            last = self._one(names[-1], len(names) - 1)
            return (*join_runs(written, self._delimiter), TextRun(f"{self._delimiter}… "), *last)
        if not written:
            return ()
        return (*join_runs(written, self._delimiter), *self._and_others(written))

    def _one(self, name: Name, index: int) -> Runs:
        every = self._inverted == "all" or self._context.sorting
        return self._name_writer.write(
            name, inverted=every or (self._inverted == "first" and not index)
        )

    def _and_others(self, written: list[Runs]) -> Runs:
        term = self._et_al.get("term", "et-al") if self._et_al is not None else "et-al"
        runs = parse_runs(self._context.locale.term_text(term))
        if self._et_al is not None:
            runs = apply_fonts(self._et_al, runs)
        if not runs:
            return ()
        habit = self._read("delimiter-precedes-et-al") or "contextual"
        parted = self._parts(habit, len(written), len(written) > 1)
        if is_east_asian(text_of_runs(runs)):
            return runs
        return (TextRun(self._delimiter if parted else " "), *runs)

    def _all(self, written: list[Runs]) -> Runs:
        conjunction = {
            "text": self._context.locale.term_text("and"),
            "symbol": self._context.locale.term_text("and", "symbol") or "&",
        }.get(self._read("and"))
        if len(written) < 2 or conjunction is None or self._context.sorting:
            return join_runs(written, self._delimiter)
        habit = self._read("delimiter-precedes-last") or "contextual"
        parted = self._parts(habit, len(written) - 1, len(written) > 2)
        before = self._delimiter if parted else " "
        between = TextRun(f"{before.rstrip()} {conjunction} ")
        if is_east_asian(conjunction):
            between = TextRun(conjunction)
        return (*join_runs(written[:-1], self._delimiter), between, *written[-1])

    def _parts(self, habit: str, before: int, contextual: bool) -> bool:
        """Whether a delimiter precedes the last name, or “et al.”."""
        if habit == "after-inverted-name":
            return self._inverted == "all" or (self._inverted == "first" and before == 1)
        return contextual if habit == "contextual" else habit == "always"
