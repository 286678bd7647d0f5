"""`names`: persons in their roles, “et al.”, labels, and what stands where there is nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.csl.context import Output, Scope
from publish.csl.formatting import formatted, with_fonts
from publish.csl.letter_case import cased
from publish.csl.person_name import Person, is_east_asian
from publish.csl.runs import Run, Runs, affixed, as_runs, joined, text_of
from publish.csl.style import Node
from publish.model.reference import ET_AL, Name


@dataclass(frozen=True, slots=True)
class _Elements:
    """The `names` element with the children that it has, or takes from the one it stands in for."""

    node: Node
    name: Node | None
    et_al: Node | None
    labels: tuple[Node, ...]
    label_first: bool
    delimiter: str


def render_names(node: Node, scope: Scope) -> Output:
    """The names of the element's variables, or what substitutes them."""
    around = scope.around
    outer = around is None and not scope.sorting and scope.first_names is None
    if outer and scope.cite.without_author and not scope.in_bibliography:
        scope.first_names = ()
        return Output((), asked=True)
    elements = _elements(node, around, scope)
    roles = list(_roles(node, scope))
    if not roles:
        output = _substituted(node, scope)
    else:
        runs = _written(elements, roles, scope)
        output = Output(formatted(node, runs, scope), asked=True, given=bool(runs))
    if outer:
        scope.first_names = output.runs
    return output


def _elements(node: Node, around: Node | None, scope: Scope) -> _Elements:
    bare = around is not None and not node.children
    source = around if bare and around is not None else node
    name = source.first("name") or (around.first("name") if around is not None else None)
    et_al = source.first("et-al") or (around.first("et-al") if around is not None else None)
    order = [child.tag for child in source.children]
    both = "label" in order and "name" in order
    first = both and order.index("label") < order.index("name")
    delimiter = node.get("delimiter") or (around.get("delimiter") if around is not None else "")
    return _Elements(
        node,
        name,
        et_al,
        tuple(source.all("label")),
        first,
        delimiter or scope.option("names-delimiter"),
    )


def _roles(node: Node, scope: Scope) -> Iterator[tuple[str, tuple[Name, ...]]]:
    """The variables that hold names; one person as editor and translator is named once."""
    variables = node.get("variable").split()
    found = {variable: names for variable in variables if (names := scope.names(variable))}
    both = found.get("editor") == found.get("translator")
    if "editor" in found and both and scope.locale.word("editortranslator"):
        found = {
            "editortranslator" if variable == "editor" else variable: names
            for variable, names in found.items()
            if variable != "translator"
        }
    yield from found.items()


def _written(
    elements: _Elements, roles: Sequence[tuple[str, tuple[Name, ...]]], scope: Scope
) -> Runs:
    writer = _List(elements, scope)
    if writer.form == "count":
        scope.names_counted += sum(writer.shown(names) for _, names in roles)
        return (Run(str(sum(writer.shown(names) for _, names in roles))),)
    pieces = []
    for variable, names in roles:
        runs = writer.write(names)
        if elements.name is not None:
            name = elements.name
            runs = affixed(with_fonts(name, runs), name.get("prefix"), name.get("suffix"))
        labels = _labels(elements, variable, names, scope) if not scope.sorting else ()
        pieces.append((*labels, *runs) if elements.label_first else (*runs, *labels))
    return joined(pieces, elements.delimiter)


def _labels(elements: _Elements, variable: str, names: tuple[Name, ...], scope: Scope) -> Runs:
    runs: Runs = ()
    for label in elements.labels:
        plural = label.get("plural", "contextual")
        several = len(names) > 1 if plural == "contextual" else plural == "always"
        word = scope.locale.word(variable, label.get("form", "long"), plural=several)
        term = as_runs(word)
        if label.get("text-case") == "title":  # a term is in the style's language
            term = cased(term, "capitalize-first", english=True)
        runs += formatted(label, term, scope)
    return runs


def _substituted(node: Node, scope: Scope) -> Output:
    """The first alternative that writes anything; what it uses is not written again."""
    substitute = node.first("substitute")
    for child in substitute.children if substitute is not None else ():
        before, scope.touched = scope.touched, set()
        outside, scope.around = scope.around, node
        output = scope.render(child, scope)
        scope.around = outside
        used, scope.touched = scope.touched, before | scope.touched
        if output.runs:
            scope.silenced |= used - _KEPT
            return Output(output.runs, asked=True, given=True)
    return Output((), asked=True)


# Numbers that a substitute may use without taking them from the rest.
_KEPT = frozenset({"citation-number", "locator", "year-suffix", "issued", "type"})


class _List:
    """Writes several names, abridged as the style asks."""

    def __init__(self, elements: _Elements, scope: Scope) -> None:
        self._scope = scope
        self._node = elements.name
        self._et_al = elements.et_al
        self.form = scope.option("name-form", self._node, "form") or "long"
        self._person = Person(self._node, scope)
        self._delimiter = self._read("name-delimiter", "delimiter") or ", "
        if self._node is not None and self._node.attributes.get("delimiter") == "":
            self._delimiter = ""
        self._inverted = self._read("name-as-sort-order")

    def _read(self, name: str, own: str = "") -> str:
        return self._scope.option(name, self._node, own)

    def shown(self, names: Sequence[Name]) -> int:
        """How many names stand before “et al.”; all where it is not said."""
        if names and names[-1] == ET_AL:
            return min(self._allowed(names), len(names) - 1)
        return self._allowed(names)

    def _allowed(self, names: Sequence[Name]) -> int:
        least, use = self._read("et-al-min"), self._read("et-al-use-first")
        if self._scope.cite.position != "first" and not self._scope.in_bibliography:
            least = self._read("et-al-subsequent-min") or least
            use = self._read("et-al-subsequent-use-first") or use
        if not least.isdigit() or len(names) < int(least):
            return len(names)
        first = int(use) if use.isdigit() else 1
        if not self._scope.in_bibliography:
            first = max(first, self._scope.distinction.shown)
        return min(first, len(names))

    def write(self, names: Sequence[Name]) -> Runs:
        """The names in one line."""
        shown = self.shown(names)
        written = [self._one(name, index) for index, name in enumerate(names[:shown])]
        if shown == len(names):
            return self._all(written)
        last_too = self._read("et-al-use-last") == "true" and names[-1] != ET_AL
        if last_too and len(names) > shown + 1:
            last = self._one(names[-1], len(names) - 1)
            return (*joined(written, self._delimiter), Run(f"{self._delimiter}… "), *last)
        if not written:
            return ()
        return (*joined(written, self._delimiter), *self._and_others(written))

    def _one(self, name: Name, index: int) -> Runs:
        every = self._inverted == "all" or self._scope.sorting
        return self._person.write(name, inverted=every or (self._inverted == "first" and not index))

    def _and_others(self, written: list[Runs]) -> Runs:
        term = self._et_al.get("term", "et-al") if self._et_al is not None else "et-al"
        runs = as_runs(self._scope.locale.word(term))
        if self._et_al is not None:
            runs = with_fonts(self._et_al, runs)
        if not runs:
            return ()
        habit = self._read("delimiter-precedes-et-al") or "contextual"
        parted = self._parts(habit, len(written), len(written) > 1)
        if is_east_asian(text_of(runs)):
            return runs
        return (Run(self._delimiter if parted else " "), *runs)

    def _all(self, written: list[Runs]) -> Runs:
        conjunction = {
            "text": self._scope.locale.word("and"),
            "symbol": self._scope.locale.word("and", "symbol") or "&",
        }.get(self._read("and"))
        if len(written) < 2 or conjunction is None or self._scope.sorting:
            return joined(written, self._delimiter)
        habit = self._read("delimiter-precedes-last") or "contextual"
        parted = self._parts(habit, len(written) - 1, len(written) > 2)
        before = self._delimiter if parted else " "
        between = Run(f"{before.rstrip()} {conjunction} ")
        if is_east_asian(conjunction):
            between = Run(conjunction)
        return (*joined(written[:-1], self._delimiter), between, *written[-1])

    def _parts(self, habit: str, before: int, contextual: bool) -> bool:
        """Whether a delimiter stands before the last name, or before “et al.”."""
        if habit == "after-inverted-name":
            return self._inverted == "all" or (self._inverted == "first" and before == 1)
        return contextual if habit == "contextual" else habit == "always"
