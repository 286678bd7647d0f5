"""What MkDocs and its extensions add to Markdown: admonitions, tabs, snippets, keys.

https://squidfunk.github.io/mkdocs-material/reference/,
https://facelessuser.github.io/pymdown-extensions/
"""

from __future__ import annotations

import re
from pathlib import Path

from publish.importers.documents.dialects.indented import rewrite_indented
from publish.importers.documents.dialects.lines import passages
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.source_files import file_below, read_text

_ADMONITION = re.compile(
    r"\s*(?:!!!|\?\?\?\+?)\s+(?P<kind>[\w-]+)(?P<more>(?:\s+(?:inline|end|[\w-]+))*)"
    r"(?:\s+\"(?P<title>[^\"]*)\")?\s*\Z"
)
_TAB = re.compile(r"\s*===[!+]?\s+\"(?P<title>[^\"]*)\"\s*\Z")
_SNIPPET = re.compile(r"^[ \t]*-+8<-+[ \t]+\"(?P<file>[^\"]+)\"[ \t]*$", re.M)
_KEYS = re.compile(r"\+\+(?P<keys>[\w\"-]+(?:\+[\w\"-]+)*)\+\+")
_FENCE = re.compile(r"(?P<marks>\s*(?:`{3,}|~{3,}))\s*(?P<language>[\w+#.-]*)(?P<rest>[^\n]*)")
_TITLE = re.compile(r"title=(?:\"([^\"]*)\"|'([^']*)')")
_LINK_ATTRIBUTES = re.compile(r"(?<=\))\{:?\s*(?:[\w-]+=\"?[^}\"]*\"?|\.[\w-]+|\s)+\}")
_CENTRED = re.compile(r"<p align=\"?center\"?>\s*(?P<words>[^<]+?)\s*</p>")
_CONTENTS = re.compile(r"^\[TOC\]\s*$", re.M)
_DEEPEST = 8


def rewrite(text: str, file: Path, root: Path, ledger: Ledger) -> str:
    """The text of a page in Markdown that pandoc reads."""
    text = _with_snippets(text, file, root.resolve(), ledger, 0)
    text = rewrite_indented(text, _ADMONITION, _box)
    text = rewrite_indented(text, _TAB, lambda match, inner: f"**{match['title']}**\n\n{inner}")
    pieces = (
        _fence(part) if is_code else _words(part, file, ledger) for is_code, part in passages(text)
    )
    return "".join(pieces)


def _with_snippets(text: str, file: Path, root: Path, ledger: Ledger, depth: int) -> str:
    def put(match: re.Match[str]) -> str:
        target = file_below(root, match["file"])
        if target is None or depth > _DEEPEST:
            ledger.add(LossKind.DOCUMENT, file.name, match[0])
            return ""
        return _with_snippets(read_text(target), target, root, ledger, depth + 1)

    return _SNIPPET.sub(put, text)


def _box(match: re.Match[str], inner: str) -> str:
    title = match["title"]
    shown = f' title="{title}"' if title else ""
    return f":::::: {{.{match['kind'].lower()}{shown}}}\n\n{inner}\n\n::::::"


def _fence(block: str) -> str:
    """Code with its language and title as attributes; what else its first line has is left out."""
    first, newline, rest = block.partition("\n")
    match = _FENCE.fullmatch(first)
    if not match or match["rest"].lstrip().startswith("{"):
        return block
    title = _TITLE.search(match["rest"])
    language = match["language"]
    if not title:
        return f"{match['marks']}{language}{newline}{rest}"
    parts = [f".{language}"] if language else []
    parts.append(f'caption="{title[1] or title[2]}"')
    return f"{match['marks']} {{{' '.join(parts)}}}{newline}{rest}"


def _words(text: str, file: Path, ledger: Ledger) -> str:
    if _CONTENTS.search(text):
        ledger.add(LossKind.NAVIGATION, file.name, "[TOC]")
    text = _CONTENTS.sub("", text)
    text = _LINK_ATTRIBUTES.sub("", text)
    text = _CENTRED.sub(r"\g<words>", text)
    return _KEYS.sub(lambda match: f"[{_key_names(match['keys'])}]{{.kbd}}", text)


def _key_names(keys: str) -> str:
    return "+".join(each.strip('"').capitalize() for each in keys.split("+"))
