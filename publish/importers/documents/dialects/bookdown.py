"""What bookdown adds to pandoc's Markdown: blocks, statements, labels in captions, R in a line.

https://bookdown.org/yihui/bookdown/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from publish.importers.documents.dialects.blocks import division
from publish.importers.documents.dialects.cells import header
from publish.importers.documents.ledger import Ledger, LossKind

_STATEMENTS = {
    **{"theorem": "thm", "lemma": "lem", "corollary": "cor", "proposition": "prp"},
    **{"conjecture": "cnj", "definition": "def", "example": "exm", "exercise": "exr"},
    **{"hypothesis": "hyp", "proof": "prf", "remark": "rem", "solution": "sol"},
}
_BLOCK = re.compile(r"\s*(?:`{3,}|~{3,})\s*\{(?P<info>(?:block2?|\w+)\b[^}]*)\}\s*\Z")
_FIGURE = re.compile(
    r"!\[(?P<words>[^\]]*?)\s*\(\\#(?P<name>fig:[\w-]+)\)\s*\](?P<target>\([^)]*\))(?P<braces>\{)?"
)
_TABLE = re.compile(
    r"^(?P<start>(?:Table)?:)[ \t]*\(\\#(?P<name>tab:[\w-]+)\)[ \t]*(?P<words>.+(?:\n.+)*)", re.M
)
_EQUATION = re.compile(r"\(\\#(?P<name>eq:[\w-]+)\)")
_REFERENCE = re.compile(r"\\@ref\((?P<name>[\w:.-]+)\)")
_INLINE = re.compile(r"`(?:r |\{(?:r|python|julia|ojs)\}\s*)(?P<code>[^`]+)`")
_IF = re.compile(
    r"if\s*\(\s*(?P<not>!?)\s*(?:knitr::)?is_(?P<kind>html|latex)_output\([^)]*\)\s*\)\s*"
    r"(?P<yes>[\"'].*?[\"'])\s*(?:else\s*(?P<no>[\"'].*[\"']))?\s*\Z",
    re.S,
)
_HEADING = re.compile(r"^#{1,6} +(?P<title>[^{\n]+?) *(?:\{(?P<braces>[^}\n]*)\})?$", re.M)


def statement(block: str, rewrite: Callable[[str], str]) -> str | None:
    """A block or a statement that is written as a cell of code; None for another cell."""
    first, _, rest = block.partition("\n")
    match = _BLOCK.match(first)
    if not match:
        return None
    kind, options = header(match["info"])
    inner = rewrite(rest.rstrip().rpartition("\n")[0])
    if kind in ("block", "block2"):
        return "\n" + division(options.get("type", "box"), "", inner) + "\n"
    if kind not in _STATEMENTS:
        return None
    label = options.get("label", "")
    name = f"{_STATEMENTS[kind]}:{label}" if label else ""
    return "\n" + division(kind, options.get("name", ""), inner, name) + "\n"


def rewrite_labels(text: str) -> str:
    """Labels in captions as identifiers, in equations as `\\label`, and references as links."""
    text = _FIGURE.sub(_figure, text)
    text = _TABLE.sub(lambda m: f"{m['start']} {m['words']} {{#{m['name']}}}", text)
    text = _EQUATION.sub(lambda m: f"\\label{{{m['name']}}}", text)
    return _REFERENCE.sub(_reference, text)


def _reference(match: re.Match[str]) -> str:
    """The number alone, as bookdown writes it: that of an equation in parentheses."""
    link = f"[](#{match['name']}){{.number}}"
    return f"({link})" if match["name"].startswith("eq:") else link


def _figure(match: re.Match[str]) -> str:
    return (
        f"![{match['words']}]{match['target']}{{#{match['name']}{' ' if match['braces'] else '}'}"
    )


def rewrite_inline_code(text: str, document: str, ledger: Ledger) -> str:
    """Code in a line that its program runs: a text in it as the text, what it counts as code."""

    def put(match: re.Match[str]) -> str:
        code = match["code"].strip()
        if condition := _IF.match(code):
            shows = (condition["kind"] == "html") is not bool(condition["not"])
            return _unquoted(condition["yes"] if shows else condition["no"] or "''")
        if re.fullmatch(r"\"[^\"]*\"|'[^']*'", code):
            return _unquoted(code)
        ledger.add(LossKind.OUTPUT, document, code)
        return f"`{code}`"

    return _INLINE.sub(put, text)


def _unquoted(text: str) -> str:
    return text[1:-1].replace("\\\\", "\\").replace("\\n", "\n")


def with_titles_as_links(texts: Iterable[str]) -> list[str]:
    """Texts of one book in which `[A Title]` is a link to the heading of any of them."""
    texts = list(texts)
    names = {m["title"]: _name(m) for text in texts for m in _HEADING.finditer(text)}
    return [f"{text}\n\n{_definitions(names, text)}" for text in texts]


def _definitions(names: dict[str, str], text: str) -> str:
    used = (title for title in names if f"[{title}]" in text)
    return "\n".join(f"[{title}]: #{names[title]}" for title in used)


def _name(heading: re.Match[str]) -> str:
    given = re.search(r"#([\w:.-]+)", heading["braces"] or "")
    return given[1] if given else re.sub(r"[^\w]+", "-", heading["title"].lower()).strip("-")
