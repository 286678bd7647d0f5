"""The rendering elements of CSL (1.0.2, “Rendering Elements”), by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from publish.csl.conditions import holds
from publish.csl.context import Output, Scope
from publish.csl.dates import render_date
from publish.csl.formatting import formatted
from publish.csl.name_list import render_names
from publish.csl.numbers import is_numeric, is_several, numbered, page_range
from publish.csl.runs import Run, Runs, as_runs, joined, linked
from publish.csl.style import Node

_ADDRESSES = {
    "DOI": "https://doi.org/",
    "URL": "",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}


def render(node: Node, scope: Scope) -> Output:
    """What an element writes; one that CSL does not know writes nothing."""
    if node.tag == "choose":
        return render_all((node,), scope, "")
    write = _ELEMENTS.get(node.tag)
    return write(node, scope) if write else Output()


def render_all(nodes: Iterable[Node], scope: Scope, delimiter: str) -> Output:
    """Several elements in a line."""
    outputs = [render(node, scope) for node in chosen(nodes, scope)]
    runs = joined((output.runs for output in outputs), delimiter)
    return Output(runs, any(o.asked for o in outputs), any(o.given for o in outputs))


def chosen(nodes: Iterable[Node], scope: Scope) -> Iterator[Node]:
    """The elements with those of the branches that are taken in the place of each `choose`."""
    for node in nodes:
        if node.tag != "choose":
            yield node
            continue
        for branch in node.children:
            if branch.tag == "else" or holds(branch, scope):
                yield from chosen(branch.children, scope)
                break


def _group(node: Node, scope: Scope) -> Output:
    """Elements that vanish together when each variable that they ask for is empty."""
    output = render_all(node.children, scope, node.get("delimiter"))
    if output.asked and not output.given:
        return Output((), asked=True)
    return Output(formatted(node, output.runs, scope), output.asked, output.given)


def _text(node: Node, scope: Scope) -> Output:
    if name := node.get("macro"):
        output = render_all(scope.style.macros[name].children, scope, "")
        return Output(formatted(node, output.runs, scope), output.asked, output.given)
    if variable := node.get("variable"):
        runs = _variable(variable, node.get("form"), scope)
        # The letter belongs to what it stands behind, “n.d.” too: no variable to wait for.
        asked = variable != "year-suffix"
        written = formatted(node, runs, scope)
        if runs and runs[0].link and node.get("prefix").startswith("http"):
            written = (*linked(written[:1], runs[0].link), *written[1:])
        return Output(written, asked, given=bool(runs))
    if term := node.get("term"):
        plural = node.get("plural") == "true"
        text = scope.locale.word(term, node.get("form", "long"), plural=plural)
    else:
        text = node.get("value")
    return Output(formatted(node, as_runs(text), scope))


def _variable(variable: str, form: str, scope: Scope) -> Runs:
    value = scope.text(variable, form)
    if not value:
        return ()
    if variable in _ADDRESSES:
        return (Run(value),) if scope.sorting else linked((Run(value),), _address(variable, value))
    if variable == "citation-number":
        return (Run(value.rjust(6, "0") if scope.sorting else value),)
    if variable in ("page", "locator"):
        counts_pages = variable == "page" or scope.cite.label in ("", "page")
        style = scope.style.root.get("page-range-format") if counts_pages else ""
        return as_runs(page_range(value, style, scope.locale))
    return as_runs(value)


def _address(variable: str, value: str) -> str:
    known = value.lower().startswith(("http://", "https://"))
    address = value if known else _ADDRESSES[variable] + value
    return address if address.lower().startswith(("http://", "https://")) else ""


def _number(node: Node, scope: Scope) -> Output:
    variable = node.get("variable")
    value = scope.text(variable)
    if scope.sorting and value.isdigit():
        value = value.rjust(8, "0")
    else:
        value = numbered(value, node.get("form", "numeric"), scope.locale, variable)
    return Output(formatted(node, as_runs(value), scope), asked=True, given=bool(value))


def _label(node: Node, scope: Scope) -> Output:
    variable = node.get("variable")
    value = scope.text(variable)
    if not value:
        return Output()
    term = (scope.cite.label or "page") if variable == "locator" else variable
    plural = node.get("plural", "contextual")
    if plural == "contextual":
        counts = variable.startswith("number-of-") or variable.endswith("-of-pages")
        several = is_numeric(value) and int_of(value) != 1 if counts else is_several(value)
    else:
        several = plural == "always"
    word = scope.locale.word(term, node.get("form", "long"), plural=several)
    return Output(formatted(node, as_runs(word), scope))


def int_of(value: str) -> int:
    """The number that a value is; 0 when it is more than digits."""
    return int(value) if value.strip().isdigit() else 0


_ELEMENTS: dict[str, Callable[[Node, Scope], Output]] = {
    "text": _text,
    "number": _number,
    "label": _label,
    "group": _group,
    "names": render_names,
    "date": render_date,
}
