"""Directives of MyST as Markdown of pandoc.

https://mystmd.org/guide/directives
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publish.importers.documents.dialects.blocks import box, code, division
from publish.importers.documents.dialects.directives import Directive
from publish.importers.documents.dialects.grid_tables import csv_rows, grid_table, list_rows
from publish.importers.documents.dialects.roles import index_marks, term_name
from publish.importers.documents.dialects.selections import selected
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.tree import LAYOUT

_BOXES = frozenset(
    "note tip important warning caution attention danger error hint seealso admonition "
    "sidebar margin topic dropdown aside".split()
)
_SIDE = frozenset({"aside", "margin", "sidebar"})
_STATEMENTS = re.compile(r"(?:prf:|proof:)(?P<kind>\w+)|(?P<own>exercise)")
_CODE = frozenset(
    "code code-block sourcecode code-cell parsed-literal literalinclude mermaid graphviz".split()
)
_QUOTATIONS = frozenset({"epigraph", "pull-quote", "highlights", "blockquote"})
_DROPPED = frozenset({"tableofcontents", "toctree", "contents", "nb-exec-table"})
_UNWRAPPED = frozenset(
    "tab-set tab-item tabs tab grid grid-item grid-item-card card div container only".split()
)
_WITH_TITLE = frozenset({"tab-item", "tab", "card", "grid-item-card"})
_HIDDEN = re.compile(r"remove-(?:input|cell)")
_TERM = re.compile(r"^(?=[^\s:]).+$(?=\n:)", re.M)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LENGTH = re.compile(r"[\d.]+(?:%|px|cm|mm|in|pt)")


@dataclass(frozen=True, slots=True)
class BlockWriter:
    """Writes the directives of one page; `rewrite` its Markdown, `read` a file that one names."""

    file: Path
    ledger: Ledger
    rewrite: Callable[[str], str]
    read: Callable[[str], tuple[Path, str] | None]

    def write(self, directive: Directive) -> str:
        """A directive as Markdown; of one that is not known its content, and an entry."""
        name = directive.name
        if name in _DROPPED:
            self.ledger.add(LossKind.NAVIGATION, self.file.name, name)
            return ""
        if write := _WRITERS.get(name):
            return write(self, directive)
        if name in _CODE:
            return self._code(directive)
        if match := _STATEMENTS.fullmatch(name):
            return self._statement(match["kind"] or match["own"], directive)
        if name in _BOXES:
            return self._box(directive)
        return self._other(directive)

    def _raw(self, directive: Directive) -> str:
        if not LAYOUT.fullmatch(directive.content.strip()):
            self.ledger.add(LossKind.RAW, self.file.name, directive.content)
        return ""

    def _math(self, directive: Directive) -> str:
        label = f" \\label{{{directive.label}}}" if directive.label else ""
        return f"$$\n{directive.content}{label}\n$$"

    def _box(self, directive: Directive) -> str:
        name, title = directive.name, directive.argument or None
        kind = "sidebar" if name in _SIDE else "details" if name == "dropdown" else name
        classes = directive.options.get("class", "").split()
        if name == "admonition" and classes and classes[0] in _BOXES:
            kind = classes[0]
        title = "See also" if kind == "seealso" and not title else title
        return box(kind, title, self.rewrite(directive.content), directive.label)

    def _statement(self, kind: str, directive: Directive) -> str:
        inner = self.rewrite(directive.content)
        return division(kind, directive.argument, inner, directive.label)

    def _solution(self, directive: Directive) -> str:
        """The solution of an exercise, whose label is the argument."""
        title = f"Solution to [](#{directive.argument})" if directive.argument else "Solution"
        return division("proof", title, self.rewrite(directive.content), directive.label)

    def _other(self, directive: Directive) -> str:
        name, inner = directive.name, self.rewrite(directive.content)
        if name in _QUOTATIONS:
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        if name not in _UNWRAPPED:
            self.ledger.add(LossKind.RAW, self.file.name, f"{{{name}}}")
        has_title = directive.argument and name in _WITH_TITLE
        return (f"**{directive.argument}**\n\n" if has_title else "") + inner

    def _glossary(self, directive: Directive) -> str:
        """A list of definitions, whose terms have the names to which `{term}` leads."""
        inner = re.sub(r"\n[ \t]+(?=[^\s:])", "\n: ", self.rewrite(directive.content))
        return _TERM.sub(lambda m: f"[{m[0]}]{{#{term_name(_LINK.sub(_words, m[0]))}}}", inner)

    def _table(self, directive: Directive) -> str:
        braces = f" {{#{directive.label}}}" if directive.label else ""
        return f"{self.rewrite(directive.content)}\n\n: {directive.argument or ' '}{braces}"

    def _rows(self, directive: Directive) -> str:
        """A table of lists, or of values with commas."""
        options = directive.options
        heads = (
            int(options.get("header-rows", "0")) if options.get("header-rows", "0").isdigit() else 0
        )
        if directive.name == "list-table":
            rows = list_rows(directive.content)
        else:
            found = self.read(options["file"]) if "file" in options else None
            header = options.get("header", "")
            rows = csv_rows(found[1] if found else directive.content, header)
            heads += bool(header)
        cells = [[self.rewrite(cell) for cell in row] for row in rows]
        return grid_table(cells, heads, directive.argument, directive.label)

    def _index(self, directive: Directive) -> str:
        entries = [directive.argument, *directive.content.splitlines()]
        marks = (index_marks(each) for each in entries if each.strip())
        return "".join(marks)

    def _embed(self, directive: Directive) -> str:
        return f"[](#{directive.argument.lstrip('#')})"

    def _frame(self, directive: Directive) -> str:
        """A page or a video on the web as a link to it."""
        words = " ".join(self.rewrite(directive.content).split()) or directive.argument
        return f"[{words}]({directive.argument})"

    def _picture(self, directive: Directive) -> str:
        """A picture with the first paragraph of its content as caption, or several in a figure."""
        content = self.rewrite(directive.content).strip()
        if not directive.argument:
            return division("captioned", "", content, directive.label)
        options = directive.options
        length = options.get("width", "")
        braces = f'{{width="{length}"}}' if _LENGTH.fullmatch(length) else ""
        picture = f"![{options.get('alt', '')}](<{directive.argument}>){braces}"
        caption, _, legend = content.partition("\n\n")
        figure = division("captioned", "", f"{picture}\n\n{caption}", directive.label)
        return f"{figure}\n\n{legend}" if legend else figure

    def _example(self, directive: Directive) -> str:
        """MyST that a page about MyST shows, as code."""
        return code(directive.content, "markdown", directive.label, "", "")

    def _code(self, directive: Directive) -> str:
        options, content, language = directive.options, directive.content, directive.argument
        if directive.name == "literalinclude":
            found = self.read(directive.argument)
            if found is None:
                return ""
            content, language = selected(found[1], options), found[0].suffix.lstrip(".")
        if _HIDDEN.search(options.get("tags", "")):
            self.ledger.add(LossKind.HIDDEN, self.file.name, content)
            return ""
        if directive.name in ("mermaid", "graphviz"):
            language = directive.name
        language = options.get("language") or language.split(" ")[0]
        language = "python" if language.startswith("ipython") else language.split("/")[-1]
        caption = options.get("caption") or options.get("filename") or ""
        more = ".numberLines" if "linenos" in options else ""
        return code(content, _LANGUAGES.get(language, language), directive.label, caption, more)


def _words(link: re.Match[str]) -> str:
    return link[1]


_LANGUAGES = {"py": "python", "ipynb": "python", "rs": "rust", "md": "markdown", "yml": "yaml"}


_WRITERS: dict[str, Callable[[BlockWriter, Directive], str]] = {
    **dict.fromkeys(("raw", "eval-rst"), BlockWriter._raw),
    "math": BlockWriter._math,
    **dict.fromkeys(("figure", "image"), BlockWriter._picture),
    "table": BlockWriter._table,
    **dict.fromkeys(("list-table", "csv-table"), BlockWriter._rows),
    "glossary": BlockWriter._glossary,
    "solution": BlockWriter._solution,
    "index": BlockWriter._index,
    "embed": BlockWriter._embed,
    **dict.fromkeys(("myst", "myst-example"), BlockWriter._example),
    **dict.fromkeys(("iframe", "video", "youtube"), BlockWriter._frame),
    "bibliography": lambda *_: "::: {#refs}\n:::",
}
