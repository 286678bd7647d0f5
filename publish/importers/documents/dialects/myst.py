"""What MyST adds to Markdown: directives, roles, labels before blocks, comments with `%`.

https://mystmd.org/guide/syntax-overview
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from publish.importers.documents.dialects.directives import Directive, rewrite_directives
from publish.importers.documents.dialects.lines import passages
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.source_files import file_below, read_text

_LABEL = re.compile(r"^\((?P<name>[^()\n]+)\)=[ \t]*\n+(?P<next>#{1,6} [^\n]*)?", re.M)
_COMMENT = re.compile(r"^%.*\n?", re.M)
_BREAK = re.compile(r"^\+\+\+.*$", re.M)
_ROLE = re.compile(r"\{(?P<name>[\w:+.-]+)\}(?P<marks>`+)(?P<words>.+?)(?P=marks)", re.S)
_TARGET = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>\s*\Z", re.S)
_EQUATION = re.compile(r"\$\$(?P<tex>(?:(?!\$\$).)+?)\$\$[ \t]*\((?P<name>[\w:.-]+)\)", re.S)
_BOXES = frozenset(
    "note tip important warning caution attention danger error hint seealso admonition "
    "sidebar margin topic dropdown exercise solution aside".split()
)
_STATEMENTS = re.compile(r"(?:prf:|proof:)(?P<kind>\w+)")
_CODE = frozenset("code code-block sourcecode code-cell parsed-literal literalinclude".split())
_RAW = frozenset({"raw", "eval-rst"})
_DROPPED = frozenset({"tableofcontents", "toctree", "contents", "index", "nb-exec-table"})
_UNWRAPPED = frozenset(
    "tab-set tab-item tabs tab grid grid-item grid-item-card card div container only".split()
)
_KINDS = {"solution": "proof", "aside": "sidebar", "margin": "sidebar", "dropdown": "box"}
_HIDDEN = re.compile(r"remove-(?:input|cell)")
_GATE_START = re.compile(
    r"^`{3,}\s*\{(?P<name>exercise|solution)-start\}(?P<rest>(?:[^`]|`(?!``))*?)\n`{3,}[ \t]*$",
    re.M,
)
_GATE_END = re.compile(r"^`{3,}\s*\{(?:exercise|solution)-end\}\s*\n`{3,}[ \t]*$", re.M)
_DEEPEST = 8


def rewrite(text: str, file: Path, root: Path, ledger: Ledger, depth: int = 0) -> str:
    """The text of a page in Markdown that pandoc reads."""
    writer = _Writer(file, root.resolve(), ledger, depth)
    return writer.rewrite(text)


class _Writer:
    """Writes the pages of a project anew; each page knows where its includes are."""

    def __init__(self, file: Path, root: Path, ledger: Ledger, depth: int) -> None:
        self._file, self._root, self._ledger, self._depth = file, root, ledger, depth

    def rewrite(self, text: str) -> str:
        text = rewrite_directives(_gates_as_blocks(text), self._directive)
        return "".join(part if is_code else self._words(part) for is_code, part in passages(text))

    def _words(self, text: str) -> str:
        text = _LABEL.sub(_labelled, _BREAK.sub("", _COMMENT.sub(self._comment, text)))
        text = _EQUATION.sub(lambda m: f"$${m['tex'].rstrip()} \\label{{{m['name']}}}$$", text)
        return _ROLE.sub(self._role, text)

    def _comment(self, match: re.Match[str]) -> str:
        self._ledger.add(LossKind.COMMENT, self._file.name, match[0])
        return ""

    def _role(self, match: re.Match[str]) -> str:
        words = " ".join(match["words"].split())
        write = _ROLES.get(match["name"])
        if write is None:
            self._ledger.add(LossKind.RAW, self._file.name, match[0])
            return f"`{words}`"
        return write(words)

    def _directive(self, directive: Directive) -> str:
        name, options = directive.name, directive.options
        if name in _DROPPED:
            self._ledger.add(LossKind.NAVIGATION, self._file.name, name)
            return ""
        if name in _RAW:
            self._ledger.add(LossKind.RAW, self._file.name, directive.content)
            return ""
        if name == "include":
            return self._included(directive)
        if name in ("figure", "image"):
            return self._picture(directive)
        if name in _CODE:
            return self._code(directive)
        if name == "math":
            label = options.get("label") or options.get("name")
            mark = f" \\label{{{label}}}" if label else ""
            return f"$$\n{directive.content}{mark}\n$$"
        if name == "bibliography":
            return "::: {#refs}\n:::"
        inner = self.rewrite(directive.content)
        if match := _STATEMENTS.fullmatch(name):
            return _division(match["kind"], directive.argument, options.get("label", ""), inner)
        if name in _BOXES:
            return _division(name, directive.argument, options.get("label", ""), inner)
        return self._other(directive, inner)

    def _other(self, directive: Directive, inner: str) -> str:
        name = directive.name
        if name in ("epigraph", "pull-quote", "highlights", "blockquote"):
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        if name == "glossary":
            return re.sub(r"\n[ \t]+(?=\S)", "\n: ", inner)
        if name == "table":
            label = directive.options.get("name") or directive.options.get("label")
            braces = f" {{#{label}}}" if label else ""
            return f"{inner}\n\n: {directive.argument or ' '}{braces}"
        if name == "list-table":
            return f"{directive.argument}\n\n{inner}"
        if name not in _UNWRAPPED:
            self._ledger.add(LossKind.RAW, self._file.name, f"{{{name}}}")
        title = f"**{directive.argument}**\n\n" if directive.argument and name == "tab-item" else ""
        return title + inner

    def _included(self, directive: Directive) -> str:
        target = file_below(self._root, str(self._file.parent / directive.argument))
        if target is None or self._depth > _DEEPEST:
            self._ledger.add(
                LossKind.DOCUMENT, self._file.name, f"{{include}} {directive.argument}"
            )
            return ""
        return rewrite(read_text(target), target, self._root, self._ledger, self._depth + 1)

    def _picture(self, directive: Directive) -> str:
        options = directive.options
        label = options.get("name") or options.get("label") or ""
        caption = " ".join(self._words(directive.content).split()) if directive.content else ""
        parts = [f"#{label}"] if label else []
        if alt := options.get("alt", "").replace('"', "”"):
            parts.append(f'fig-alt="{alt}"')
        if re.fullmatch(r"[\d.]+(?:%|px|cm|mm|in|pt)", options.get("width", "")):
            parts.append(f'width="{options["width"]}"')
        braces = f"{{{' '.join(parts)}}}" if parts else ""
        return f"![{caption}](<{directive.argument}>){braces}"

    def _code(self, directive: Directive) -> str:
        options, content = directive.options, directive.content
        if directive.name == "literalinclude":
            target = file_below(self._root, str(self._file.parent / directive.argument))
            if target is None:
                self._ledger.add(LossKind.DOCUMENT, self._file.name, directive.argument)
                return ""
            content = read_text(target)
        if _HIDDEN.search(options.get("tags", "")):
            self._ledger.add(LossKind.HIDDEN, self._file.name, content)
            return ""
        language = options.get("language") or directive.argument.split(" ")[0]
        language = "python" if language.startswith("ipython") else language.split("/")[-1]
        parts = [f".{language}"] if re.fullmatch(r"[\w+#-]+", language) else []
        if label := options.get("name") or options.get("label"):
            parts.append(f"#{label}")
        if caption := options.get("caption", "").replace('"', "”"):
            parts.append(f'caption="{caption}"')
        marks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", content)), default=0))
        braces = f" {{{' '.join(parts)}}}" if parts else ""
        return f"{marks}{braces}\n{content}\n{marks}"


def _gates_as_blocks(text: str) -> str:
    """Exercises between two directives as one with the text inside."""
    return _GATE_END.sub("::::::::", _GATE_START.sub(r":::::::: {\g<name>}\g<rest>", text))


def _division(kind: str, title: str, label: str, inner: str) -> str:
    kind = _KINDS.get(kind, kind)
    parts = [f"#{label}"] if label else []
    parts.append(f".{kind}")
    if title:
        parts.append(f'title="{title.replace(chr(34), "”")}"')
    return f":::::: {{{' '.join(parts)}}}\n{inner}\n::::::"


def _labelled(match: re.Match[str]) -> str:
    """A label before a heading as the heading's identifier, any other as an anchor."""
    if match["next"]:
        heading = re.sub(r"\s*\{#[^}]*\}\s*\Z", "", match["next"])
        return f"{heading} {{#{match['name']}}}"
    return f"[]{{#{match['name']}}}\n\n"


def _reference(words: str) -> str:
    match = _TARGET.fullmatch(words)
    shown, target = (match["words"], match["target"]) if match else ("", words)
    shown = "" if re.search(r"%s|\{(?:number|name)\}", shown) else shown
    return f"[{shown}](#{target.strip()})"


def _document(words: str) -> str:
    match = _TARGET.fullmatch(words)
    shown, target = (match["words"], match["target"]) if match else ("", words)
    return f"[{shown}](<{target.strip()}.md>)"


def _cited(opening: str, closing: str) -> Callable[[str], str]:
    def write(words: str) -> str:
        keys = [f"@{key.strip()}" for key in words.split(",") if key.strip()]
        return f"{opening}{'; '.join(keys)}{closing}"

    return write


def _shown(opening: str, closing: str) -> Callable[[str], str]:
    def write(words: str) -> str:
        match = _TARGET.fullmatch(words)
        return f"{opening}{match['words'] if match else words}{closing}"

    return write


_ROLES: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("ref", "numref", "prf:ref", "proof:ref"), _reference),
    "eq": _reference,
    "doc": _document,
    **dict.fromkeys(("cite", "cite:p", "cite:ps", "cite:alp", "citep"), _cited("[", "]")),
    **dict.fromkeys(("cite:t", "cite:ts", "citet", "cite:author", "cite:year"), _cited("", "")),
    "kbd": _shown("[", "]{.kbd}"),
    **dict.fromkeys(("sub", "subscript"), _shown("~", "~")),
    **dict.fromkeys(("sup", "superscript"), _shown("^", "^")),
    **dict.fromkeys(("term", "abbr", "guilabel", "menuselection", "dfn"), _shown("", "")),
    **dict.fromkeys(("math",), _shown("$", "$")),
    **dict.fromkeys(("code", "file", "download", "command", "samp", "literal"), _shown("`", "`")),
    **dict.fromkeys(("emphasis", "del"), _shown("*", "*")),
    "strong": _shown("**", "**"),
    "underline": _shown("[", "]{.underline}"),
    "index": _shown("", ""),
}
