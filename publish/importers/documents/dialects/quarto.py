"""What Quarto and bookdown add to pandoc's Markdown: cells, shortcodes, labels, references.

https://quarto.org/docs/authoring/cross-references.html, https://bookdown.org/yihui/bookdown/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from publish.importers.documents.dialects import bookdown
from publish.importers.documents.dialects.cells import child_documents, rewrite_cell
from publish.importers.documents.dialects.lines import (
    passages,
    rewrite_outside_code,
    rewrite_outside_spans,
)
from publish.importers.documents.dialects.shortcodes import Variables, rewrite_shortcodes
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.source_files import file_below, read_text

_INCLUDE = re.compile(r"\{\{<\s*include\s+(?P<file>\S+)\s*>\}\}")
_LABEL = re.compile(r"\$\$(?P<tex>(?:(?!\$\$).)+?)\$\$[ \t]*\{#(?P<name>[\w:-]+)[^}]*\}", re.S)
_TEXT = re.compile(r"^\(ref:(?P<name>[\w-]+)\)[ \t]+(?P<words>.+)$", re.M)
_DEEPEST = 8  # includes inside includes


def rewrite(
    text: str, file: Path, root: Path, ledger: Ledger, variables: Variables | None = None
) -> str:
    """The text of a chapter in Markdown that pandoc reads."""
    writer = _Writer(root.resolve(), ledger, variables or Variables())
    return writer.rewrite(text, file)


@dataclass(slots=True)
class _Writer:
    """Writes a chapter anew, with what it includes; `texts` are those that captions name."""

    root: Path
    ledger: Ledger
    variables: Variables
    texts: dict[str, str] = field(default_factory=dict)

    def rewrite(self, text: str, file: Path, depth: int = 0) -> str:
        self.texts.update(_TEXT.findall(text))
        pieces = []
        for is_code, part in passages(_TEXT.sub("", text)):
            if is_code:
                pieces.append(self._cell(part, file, depth))
                continue
            part = _INCLUDE.sub(lambda match: self._included(match["file"], file, depth), part)
            part = rewrite_shortcodes(part, self.variables, file.name, self.ledger)
            part = bookdown.rewrite_inline_code(part, file.name, self.ledger)
            pieces.append(_with_labels(part))
        whole = "".join(pieces)
        return re.sub(r"\(ref:([\w-]+)\)", lambda m: self.texts.get(m[1], m[0]), whole)

    def _cell(self, block: str, file: Path, depth: int) -> str:
        found = bookdown.statement(block, lambda text: self.rewrite(text, file, depth + 1))
        if found is not None:
            return found
        children = child_documents(block)
        if children:
            return "\n\n".join(self._included(each, file, depth) for each in children)
        return rewrite_cell(block, file.name, self.ledger)

    def _included(self, name: str, file: Path, depth: int) -> str:
        name = name.strip("\"'")
        path = self.root / name[1:] if name.startswith("/") else file.parent / name
        target = file_below(self.root, str(path))
        if target is None or depth > _DEEPEST:
            self.ledger.add(LossKind.DOCUMENT, file.name, name)
            return ""
        return self.rewrite(read_text(target), target, depth + 1)


def with_equation_labels(text: str) -> str:
    """The text with the names of equations after them as `\\label` in them."""
    if "$$" not in text or "{#" not in text:
        return text
    return rewrite_outside_code(text, lambda part: rewrite_outside_spans(part, _labelled))


def _labelled(text: str) -> str:
    return _LABEL.sub(lambda m: f"$${m['tex'].rstrip()} \\label{{{m['name']}}}$$", text)


def _with_labels(text: str) -> str:
    """Labels of equations as `\\label`, and references of bookdown as links."""
    return bookdown.rewrite_labels(_labelled(text))
