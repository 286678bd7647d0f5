"""Directives of reStructuredText that read other files, or that only Sphinx knows.

https://docutils.sourceforge.io/docs/ref/rst/directives.html
https://www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html
"""

from __future__ import annotations

import posixpath
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from publish.importers.documents.ledger import Ledger, LossKind

ReadFile = Callable[[str], bytes | None]
_DIRECTIVE = re.compile(r"(?P<indent>\s*)\.\. (?P<name>[\w:-]+)::(?:\s+(?P<argument>.*))?$")
_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):\s*(?P<value>.*)$")
_LISTS = ("toctree", "contents", "sectnum", "section-numbering")
_SETTINGS = ("tabularcolumns", "highlight", "default-domain", "currentmodule", "module", "meta")
_BOXES = frozenset(
    "note tip important warning caution attention danger error hint seealso todo math".split()
)
# What describes a name of a program, in any domain (`py:function`) or from its source (`auto…`).
_OBJECTS = frozenset(
    "attribute class cmdoption confval constant data decorator decoratormethod describe enum"
    " enumerator envvar exception function macro member method object option program property"
    " setting signal staticmethod classmethod struct template type typedef union var".split()
)
# Before a version: what is new, changed, not to be used any more, or gone.
_VERSIONS = {
    "en": (
        "Added in version",
        "Changed in version",
        "Deprecated since version",
        "Removed in version",
    ),
    "de": ("Neu in Version", "Geändert in Version", "Veraltet seit Version", "Entfernt in Version"),
    "fr": (
        "Ajouté dans la version",
        "Modifié dans la version",
        "Obsolète depuis la version",
        "Supprimé dans la version",
    ),
    "es": (
        "Añadido en la versión",
        "Cambiado en la versión",
        "Obsoleto desde la versión",
        "Eliminado en la versión",
    ),
}
_VERSION_NAMES = ("versionadded", "versionchanged", "deprecated", "versionremoved")
_NO_PARAGRAPH = re.compile(r"(?:[-*+•]|\(?\w{1,3}[.)]|\.\.|#\.|\|)\s|:\w[^:]*:\s")
_MOST_FILES = 500


class Directive(NamedTuple):
    """A directive: what is before it, its name, argument, options and body."""

    indent: str
    name: str
    argument: str
    options: Mapping[str, str]
    body: str


def directives(text: str) -> Iterator[Directive | str]:
    """The directives of a text, and the lines between them."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        match = _DIRECTIVE.match(lines[at])
        if not match:
            yield lines[at]
            at += 1
            continue
        end = _end(lines, at + 1, len(match["indent"]))
        yield _directive(match, lines[at + 1 : end])
        at = end


def _end(lines: Sequence[str], at: int, indent: int) -> int:
    """The line after a block that is indented more than its head."""
    end = at
    while at < len(lines):
        line = lines[at]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        at += 1
        end = at if line.strip() else end
    return end


def _directive(match: re.Match[str], block: Sequence[str]) -> Directive:
    options: dict[str, str] = {}
    count = 0
    for line in block:
        option = _OPTION.match(line)
        if not option:
            break
        options[option["name"]] = option["value"].strip()
        count += 1
    body = textwrap.dedent("\n".join(block[count:])).strip("\n")
    argument = match["argument"] or ""
    if match["name"] in _BOXES and argument and not count and block and block[0].strip():
        argument, body = "", f"{argument}\n{body}"  # one paragraph, begun beside the name
    return Directive(match["indent"], match["name"], argument, options, body)


class RstText:
    """The texts of a project, with the files that they include; paths are those of the project."""

    def __init__(self, read_file: ReadFile, ledger: Ledger, language: str = "en") -> None:
        self._read_file, self._ledger = read_file, ledger
        self._versions = _VERSIONS.get(language[:2], ())
        self._files = 0

    def rewrite(self, text: str, path: str, above: Sequence[str] = ()) -> str:
        """A text as pandoc reads it; `above` are the files that include it."""
        original = iter(directives(text))
        return "\n".join(self._written(each, path, above) for each in original) + "\n"

    def trees(self, text: str, path: str, above: Sequence[str] = ()) -> Iterator[Directive]:
        """The toctrees of a text, also in files that it includes."""
        for each in directives(text):
            if isinstance(each, str):
                continue
            if each.name == "toctree":
                yield each
            target = self._target(each.argument, path) if each.name == "include" else ""
            if target and target not in (path, *above):
                yield from self.trees(self._content(target) or "", path, (path, *above, target))

    def _written(self, each: Directive | str, path: str, above: Sequence[str]) -> str:
        if isinstance(each, str):
            return each
        name = each.name.rpartition(":")[2]  # without its domain
        if each.name in _LISTS or name in _SETTINGS:
            return ""
        if each.name == "include":
            return self._included(each, path, above)
        if each.name == "literalinclude":
            return self._code(each, path)
        if "file" in each.options or "url" in each.options:
            self._missing(path, each.options.get("file") or each.options.get("url", ""))
            return ""
        if each.name == "glossary":
            return textwrap.indent(each.body, each.indent)
        if name.removeprefix("auto") in _OBJECTS:
            return self._object(each, path, above)
        if each.name in _VERSION_NAMES and self._versions:
            return self._version(each, path, above)
        return self._kept(each, path, above)

    def _object(self, each: Directive, path: str, above: Sequence[str]) -> str:
        """The description of a name as a term with its definition; a name alone as a paragraph."""
        name = f"``{each.argument}``" if each.argument else ""
        body = self.rewrite(each.body, path, above).strip("\n")
        if not name or not body:
            return f"\n{textwrap.indent(name or body, each.indent)}\n"
        return textwrap.indent(f"\n{name}\n{textwrap.indent(body, '   ')}\n", each.indent)

    def _version(self, each: Directive, path: str, above: Sequence[str]) -> str:
        """Since when something is so, in the words that Sphinx would write."""
        phrase = self._versions[_VERSION_NAMES.index(each.name)]
        version, _, text = each.argument.partition(" ")
        body = self.rewrite(f"{text.strip()}\n{each.body}", path, above).strip("\n")
        mark = ":" if body else "."
        gap = "\n\n" if _NO_PARAGRAPH.match(body) else " "
        return textwrap.indent(f"\n*{phrase} {version}{mark}*{gap}{body}\n", each.indent)

    def _kept(self, each: Directive, path: str, above: Sequence[str]) -> str:
        """A directive as it is; what is in its body is rewritten as well."""
        head = f"{each.indent}.. {each.name}:: {each.argument}".rstrip()
        inner = each.indent + "   "
        options = [f"{inner}:{name}: {value}".rstrip() for name, value in each.options.items()]
        has_text = each.name not in ("code-block", "code", "sourcecode", "math", "raw", "highlight")
        body = self.rewrite(each.body, path, above) if has_text else each.body
        return "\n".join([head, *options, "", textwrap.indent(body, inner).rstrip(), ""])

    def _included(self, each: Directive, path: str, above: Sequence[str]) -> str:
        target = self._target(each.argument, path)
        content = None if target in (path, *above) else self._content(target)
        if content is None:
            self._missing(path, each.argument)
            return ""
        if "literal" in each.options or "code" in each.options:
            return _listing(each.indent, each.options.get("code", ""), content)
        inner = self.rewrite(content, target, (path, *above))
        return textwrap.indent(f"\n{inner}", each.indent)

    def _code(self, each: Directive, path: str) -> str:
        content = self._content(self._target(each.argument, path))
        if content is None:
            self._missing(path, each.argument)
            return ""
        lines = content.splitlines()
        first, _, last = each.options.get("lines", "").partition("-")
        if first.isdigit():
            lines = lines[int(first) - 1 : int(last) if last.isdigit() else int(first)]
        return _listing(each.indent, each.options.get("language", ""), "\n".join(lines))

    def _target(self, name: str, path: str) -> str:
        folder = "" if name.startswith("/") else posixpath.dirname(path)
        return posixpath.normpath(posixpath.join(folder, name.strip().lstrip("/")))

    def _content(self, path: str) -> str | None:
        self._files += 1
        content = self._read_file(path) if self._files <= _MOST_FILES else None
        return None if content is None else content.decode("utf-8", "replace")

    def _missing(self, path: str, name: str) -> None:
        self._ledger.add(LossKind.DOCUMENT, path, name)


def _listing(indent: str, language: str, content: str) -> str:
    body = textwrap.indent(content.rstrip("\n"), indent + "   ")
    return f"{indent}.. code-block:: {language}\n\n{body}\n"
