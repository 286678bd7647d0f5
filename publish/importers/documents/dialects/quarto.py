"""What Quarto and bookdown add to pandoc's Markdown: cells, shortcodes, labels, references.

https://quarto.org/docs/authoring/cross-references.html, https://bookdown.org/yihui/bookdown/
"""

from __future__ import annotations

import re
from pathlib import Path

from publish.importers.documents.dialects.cells import rewrite_cell
from publish.importers.documents.dialects.lines import passages
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.source_files import file_below, read_text

_INCLUDE = re.compile(r"\{\{<\s*include\s+(?P<file>\S+)\s*>\}\}")
_KEYS = re.compile(r"\{\{<\s*kbd\s+(?P<keys>[^>]+?)\s*>\}\}")
_BREAK = re.compile(r"\{\{<\s*pagebreak\s*>\}\}")
_SHORTCODE = re.compile(r"\{\{<\s*(?P<name>[\w-]+)[^>]*>\}\}")
_LABEL = re.compile(r"\$\$(?P<tex>(?:(?!\$\$).)+?)\$\$[ \t]*\{#(?P<name>[\w:-]+)[^}]*\}", re.S)
_EQUATION = re.compile(r"\(\\#(?P<name>eq:[\w-]+)\)")
_REFERENCE = re.compile(r"\\@ref\((?P<name>[\w:.-]+)\)")
_TEXT = re.compile(r"^\(ref:(?P<name>[\w-]+)\)[ \t]+(?P<words>.+)$", re.M)
_DEEPEST = 8  # includes inside includes


def rewrite(text: str, file: Path, root: Path, ledger: Ledger) -> str:
    """The text of a chapter in Markdown that pandoc reads."""
    texts: dict[str, str] = {}
    return _rewritten(text, file, root.resolve(), ledger, texts, 0)


def _rewritten(
    text: str, file: Path, root: Path, ledger: Ledger, texts: dict[str, str], depth: int
) -> str:
    def put(match: re.Match[str]) -> str:
        target = file_below(root, str(file.parent / match["file"].strip("\"'")))
        if target is None or depth > _DEEPEST:
            ledger.add(LossKind.DOCUMENT, file.name, match[0])
            return ""
        return _rewritten(read_text(target), target, root, ledger, texts, depth + 1)

    def drop(match: re.Match[str]) -> str:
        ledger.add(LossKind.RAW, file.name, match[0])
        return ""

    texts.update(_TEXT.findall(text))
    pieces = []
    for is_code, part in passages(_TEXT.sub("", text)):
        if is_code:
            pieces.append(rewrite_cell(part, file.name, ledger))
            continue
        part = _BREAK.sub("", _KEYS.sub(r"[\g<keys>]{.kbd}", _INCLUDE.sub(put, part)))
        pieces.append(_with_labels(_SHORTCODE.sub(drop, part)))
    whole = "".join(pieces)
    return re.sub(r"\(ref:([\w-]+)\)", lambda m: texts.get(m[1], m[0]), whole)


def _with_labels(text: str) -> str:
    """Labels of equations as `\\label`, and references of bookdown as links."""
    text = _LABEL.sub(lambda m: f"$${m['tex'].rstrip()} \\label{{{m['name']}}}$$", text)
    text = _EQUATION.sub(lambda m: f"\\label{{{m['name']}}}", text)
    return _REFERENCE.sub(lambda m: f"[](#{m['name']})", text)
