"""What MyST adds to Markdown: directives, roles, labels before blocks, comments with `%`.

https://mystmd.org/guide/syntax-overview
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from publish.importers.documents.dialects.directives import Directive, rewrite_directives
from publish.importers.documents.dialects.lines import passages
from publish.importers.documents.dialects.myst_blocks import BlockWriter
from publish.importers.documents.dialects.roles import role
from publish.importers.documents.dialects.selections import selected
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.source_files import file_below, read_text

_LABEL = re.compile(r"^\((?P<name>[^()\n]+)\)=[ \t]*\n+(?P<next>#{1,6} [^\n]*)?", re.M)
_COMMENT = re.compile(r"^%.*\n?", re.M)
_BREAK = re.compile(r"^\+\+\+.*$", re.M)
# A role, or other code, in which there is none; neither goes on in the next paragraph.
_ROLE = re.compile(
    r"\{(?P<name>[\w:+.-]+)\}(?P<marks>`+)(?P<words>(?:(?!\n[ \t]*\n).)+?)(?P=marks)"
    r"|(?P<code>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=code)(?!`)",
    re.S,
)
_EQUATION = re.compile(r"\$\$(?P<tex>(?:(?!\$\$).)+?)\$\$[ \t]*\((?P<name>[\w:.-]+)\)", re.S)
_SUBSTITUTION = re.compile(r"\{\{\s*(?P<name>[\w.-]+)\s*\}\}")
_GATE_START = re.compile(
    r"^`{3,}\s*\{(?P<name>exercise|solution)-start\}(?P<rest>(?:[^`]|`(?!``))*?)\n`{3,}[ \t]*$",
    re.M,
)
_GATE_END = re.compile(r"^`{3,}\s*\{(?:exercise|solution)-end\}\s*\n`{3,}[ \t]*$", re.M)
_DEEPEST = 8


def rewrite(
    text: str,
    file: Path,
    root: Path,
    ledger: Ledger,
    substitutions: Mapping[str, object] | None = None,
) -> str:
    """The text of a page in Markdown that pandoc reads."""
    return _Page(file, root.resolve(), ledger, substitutions or {}).rewrite(text)


class _Page:
    """Writes a page anew; it knows where its includes are, and what its substitutions stand for."""

    def __init__(
        self,
        file: Path,
        root: Path,
        ledger: Ledger,
        substitutions: Mapping[str, object],
        depth: int = 0,
    ) -> None:
        self._file, self._root, self._ledger, self._depth = file, root, ledger, depth
        self._substitutions = substitutions

    def rewrite(self, text: str) -> str:
        text = rewrite_directives(_gates_as_blocks(text), self._directive)
        return "".join(part if is_code else self._words(part) for is_code, part in passages(text))

    def _words(self, text: str) -> str:
        text = _LABEL.sub(_labelled, _BREAK.sub("", _COMMENT.sub(self._comment, text)))
        text = _EQUATION.sub(lambda m: f"$${m['tex'].rstrip()} \\label{{{m['name']}}}$$", text)
        text = _SUBSTITUTION.sub(self._substitution, text)
        return _ROLE.sub(self._role, text)

    def _comment(self, match: re.Match[str]) -> str:
        self._ledger.add(LossKind.COMMENT, self._file.name, match[0])
        return ""

    def _substitution(self, match: re.Match[str]) -> str:
        value = self._substitutions.get(match["name"])
        return match[0] if value is None else str(value)

    def _role(self, match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        words = " ".join(match["words"].split())
        written = role(match["name"], words)
        if written is None:
            self._ledger.add(LossKind.RAW, self._file.name, match[0])
            return f"`{words}`"
        return written

    def _directive(self, directive: Directive) -> str:
        if directive.name == "include":
            return self._included(directive)
        writer = BlockWriter(self._file, self._ledger, self.rewrite, self._read)
        return writer.write(directive)

    def _read(self, name: str) -> tuple[Path, str] | None:
        """A file that a directive names, and its text; None if it is not in the project."""
        folder = self._root if name.startswith("/") else self._file.parent
        target = file_below(self._root, str(folder / name.lstrip("/")))
        if target is None or self._depth > _DEEPEST:
            self._ledger.add(LossKind.DOCUMENT, self._file.name, name)
            return None
        return target, read_text(target)

    def _included(self, directive: Directive) -> str:
        found = self._read(directive.argument)
        if found is None:
            return ""
        file, text = found
        text = selected(text, directive.options)
        if "literal" in directive.options:
            return f"```\n{text}\n```"
        page = _Page(file, self._root, self._ledger, self._substitutions, self._depth + 1)
        return page.rewrite(text)


def _gates_as_blocks(text: str) -> str:
    """Exercises between two directives as one with the text inside."""
    return _GATE_END.sub("::::::::", _GATE_START.sub(r":::::::: {\g<name>}\g<rest>", text))


def _labelled(match: re.Match[str]) -> str:
    """A label before a heading as the heading's identifier, any other as an anchor."""
    if match["next"]:
        heading = re.sub(r"\s*\{#[^}]*\}\s*\Z", "", match["next"])
        return f"{heading} {{#{match['name']}}}"
    return f"[]{{#{match['name']}}}\n\n"
