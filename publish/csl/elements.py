"""The rendering elements of CSL (1.0.2, “Rendering Elements”), by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from publish.csl.conditions import branch_applies
from publish.csl.context import RenderContext, Rendered
from publish.csl.dates import render_date
from publish.csl.formatting import apply_formatting
from publish.csl.name_list import render_names
from publish.csl.numbers import format_number, is_numeric, names_several, page_range
from publish.csl.runs import Runs, TextRun, join_runs, parse_runs, with_link
from publish.csl.style import StyleNode

_ADDRESSES = {
    "DOI": "https://doi.org/",
    "URL": "",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}


def render(node: StyleNode, context: RenderContext) -> Rendered:
    """The output of an element; one that CSL does not know has none."""
    if node.tag == "choose":
        return render_all((node,), context, "")
    write = _ELEMENTS.get(node.tag)
    return write(node, context) if write else Rendered()


def render_all(nodes: Iterable[StyleNode], context: RenderContext, delimiter: str) -> Rendered:
    """The output of several elements, joined."""
    outputs = [render(node, context) for node in resolve_choose(nodes, context)]
    runs = join_runs((output.runs for output in outputs), delimiter)
    return Rendered(runs, any(o.has_variables for o in outputs), any(o.has_values for o in outputs))


def resolve_choose(nodes: Iterable[StyleNode], context: RenderContext) -> Iterator[StyleNode]:
    """The elements, with each `choose` replaced by the content of its branch."""
    for node in nodes:
        if node.tag != "choose":
            yield node
            continue
        for branch in node.children:
            if branch.tag == "else" or branch_applies(branch, context):
                yield from resolve_choose(branch.children, context)
                break


def _group(node: StyleNode, context: RenderContext) -> Rendered:
    """The output of a group, none when all of its variables are empty."""
    output = render_all(node.children, context, node.get("delimiter"))
    if output.has_variables and not output.has_values:
        return Rendered((), has_variables=True)
    return Rendered(
        apply_formatting(node, output.runs, context), output.has_variables, output.has_values
    )


def _text(node: StyleNode, context: RenderContext) -> Rendered:
    if name := node.get("macro"):
        output = render_all(context.style.macros[name].children, context, "")
        return Rendered(
            apply_formatting(node, output.runs, context), output.has_variables, output.has_values
        )
    if variable := node.get("variable"):
        runs = _variable(variable, node.get("form"), context)
        # The letter follows other text, “n.d.” too: a group is not empty for want of it.
        has_variables = variable != "year-suffix"
        written = apply_formatting(node, runs, context)
        if runs and runs[0].link and node.get("prefix").startswith("http"):
            written = (*with_link(written[:1], runs[0].link), *written[1:])
        return Rendered(written, has_variables, has_values=bool(runs))
    if term := node.get("term"):
        plural = node.get("plural") == "true"
        text = context.locale.term_text(term, node.get("form", "long"), plural=plural)
    else:
        text = node.get("value")
    return Rendered(apply_formatting(node, parse_runs(text), context))


def _variable(variable: str, form: str, context: RenderContext) -> Runs:
    value = context.text(variable, form)
    if not value:
        return ()
    if variable in _ADDRESSES:
        return (
            (TextRun(value),)
            if context.sorting
            else with_link((TextRun(value),), _address(variable, value))
        )
    if variable == "citation-number":
        return (TextRun(value.rjust(6, "0") if context.sorting else value),)
    if variable in ("page", "locator"):
        counts_pages = variable == "page" or context.cite.label in ("", "page")
        style = context.style.root.get("page-range-format") if counts_pages else ""
        return parse_runs(page_range(value, style, context.locale))
    return parse_runs(value)


def _address(variable: str, value: str) -> str:
    known = value.lower().startswith(("http://", "https://"))
    address = value if known else _ADDRESSES[variable] + value
    return address if address.lower().startswith(("http://", "https://")) else ""


def _number(node: StyleNode, context: RenderContext) -> Rendered:
    variable = node.get("variable")
    value = context.text(variable)
    if context.sorting and value.isdigit():
        value = value.rjust(8, "0")
    else:
        value = format_number(value, node.get("form", "numeric"), context.locale, variable)
    return Rendered(
        apply_formatting(node, parse_runs(value), context),
        has_variables=True,
        has_values=bool(value),
    )


def _label(node: StyleNode, context: RenderContext) -> Rendered:
    variable = node.get("variable")
    value = context.text(variable)
    if not value:
        return Rendered()
    term = (context.cite.label or "page") if variable == "locator" else variable
    plural = node.get("plural", "contextual")
    if plural == "contextual":
        counts = variable.startswith("number-of-") or variable.endswith("-of-pages")
        several = is_numeric(value) and whole_number(value) != 1 if counts else names_several(value)
    else:
        several = plural == "always"
    term_text = context.locale.term_text(term, node.get("form", "long"), plural=several)
    return Rendered(apply_formatting(node, parse_runs(term_text), context))


def whole_number(value: str) -> int:
    """A value of digits as a number; 0 for any other."""
    return int(value) if value.strip().isdigit() else 0


_ELEMENTS: dict[str, Callable[[StyleNode, RenderContext], Rendered]] = {
    "text": _text,
    "number": _number,
    "label": _label,
    "group": _group,
    "names": render_names,
    "date": render_date,
}
