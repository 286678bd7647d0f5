"""What MkDocs and its extensions add to Markdown: admonitions, tabs, snippets, keys.

https://squidfunk.github.io/mkdocs-material/reference/,
https://facelessuser.github.io/pymdown-extensions/
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from publish.importers.documents.dialects.blocks import box
from publish.importers.documents.dialects.indented import rewrite_indented
from publish.importers.documents.dialects.lines import passages
from publish.importers.documents.dialects.slashed import rewrite_slashed
from publish.importers.documents.dialects.snippets import Snippets
from publish.importers.documents.ledger import Ledger, LossKind

_ADMONITION = re.compile(
    r"\s*(?:!!!|\?\?\?\+?)\s+(?P<kind>[\w-]+)(?P<more>(?:\s+(?:inline|end|[\w-]+))*)"
    r"(?:\s+\"(?P<title>[^\"]*)\")?\s*\Z"
)
_TAB = re.compile(r"\s*===[!+]?\s+\"(?P<title>[^\"]*)\"\s*\Z")
_KEYS = re.compile(r"\+\+(?P<keys>[\w\"-]+(?:\+[\w\"-]+)*)\+\+")
_FENCE = re.compile(r"(?P<marks>\s*(?:`{3,}|~{3,}))\s*(?P<language>[\w+#.-]*)(?P<rest>[^\n]*)")
_TITLE = re.compile(r"title=(?:\"([^\"]*)\"|'([^']*)')")
_LINK_ATTRIBUTES = re.compile(r"(?<=\))\{:?\s*(?:[\w-]+=\"?[^}\"]*\"?|\.[\w-]+|\s)+\}")
_CENTRED = re.compile(r"<p align=\"?center\"?>\s*(?P<words>[^<]+?)\s*</p>")
_MACRO = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?P<raw>.*?)\{%-?\s*endraw\s*-?%\}|\{\{\s*(?P<name>\w[\w.]*)\s*\}\}", re.S
)
_ONLY_DARK = re.compile(
    r"!\[[^\]]*\]\([^)\s]*#(?:only|gh)-dark(?:-mode-only)?[^)]*\)(?:\{[^}]*\})?"
)
# An icon that is all of a cell is read as its name.
_ICON_ALONE = re.compile(r"(?<=\|)( *):(?:material|octicons|fontawesome|simple)-([\w-]+): *(?=\|)")
_ICON = re.compile(r":(?:material|octicons|fontawesome|simple)-[\w-]+:(?:\{[^}\n]*\})? ?")
_REMARK = re.compile(r"\{>>.*?<<\}", re.S)
_INSERTED = re.compile(r"\^\^(?=\S)(?P<words>.+?)(?<=\S)\^\^")
_REPLACED = re.compile(r"\{~~(?P<old>.*?)~>(?P<new>.*?)~~\}", re.S)
_CHANGED = re.compile(r"\{(?P<mark>\+\+|--|==)(?P<words>.+?)(?P=mark)\}", re.S)
_CODE_LANGUAGE = re.compile(r"(?<!`)`#!\w+ ")
_BLOCK_ATTRIBUTES = re.compile(
    r"(?<=\S)\n[ \t]*\{:?[ \t]*(?P<attributes>[#.][^}\n]*?)[ \t]*\}[ \t]*$", re.M
)
_ABBREVIATION = re.compile(r"^\*\[(?P<short>[^\]\n]+)\]:[ \t]*(?P<long>.+)\n?", re.M)
_FIGURE = re.compile(
    r"^[ \t]*<figure[^>]*\bmarkdown\b[^>]*>\s*(?P<picture>!\[[^\n]*)\s*"
    r"<figcaption[^>]*>(?P<caption>.*?)</figcaption>\s*</figure>[ \t]*$",
    re.S | re.M,
)
_CONTENTS = re.compile(r"^\[TOC\]\s*$", re.M)


def rewrite(
    text: str,
    file: Path,
    root: Path,
    ledger: Ledger,
    folders: Sequence[Path] = (),
    variables: Mapping[str, object] | None = None,
) -> str:
    """The text of a page in Markdown that pandoc reads.

    `folders` are those in which snippets are looked for, `variables` what macros stand for; None
    where a page has none.
    """
    snippets = Snippets(root.resolve(), (*folders, root, file.parent), ledger)
    text = snippets.put_in(text, file.name)
    if variables is not None:
        text = with_variables(text, variables, file, ledger)
    text = rewrite_slashed(text)
    text = rewrite_indented(text, _ADMONITION, _box)
    text = rewrite_indented(text, _TAB, lambda match, inner: f"**{match['title']}**\n\n{inner}")
    pieces = (
        _fence(part) if is_code else _words(part, file, ledger) for is_code, part in passages(text)
    )
    return "".join(pieces)


def _box(match: re.Match[str], inner: str) -> str:
    return box(match["kind"].lower(), match["title"], inner)


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


def with_variables(text: str, variables: Mapping[str, object], file: Path, ledger: Ledger) -> str:
    """The text with the values of the macros `{{ name }}`; those in `raw` stay as they are."""

    def put(match: re.Match[str]) -> str:
        if match["raw"] is not None:
            return match["raw"]
        found: object = variables
        for key in match["name"].split("."):
            found = found.get(key) if isinstance(found, Mapping) else None
        if found is None or isinstance(found, (Mapping, list)):
            ledger.add(LossKind.RAW, file.name, match[0])
            return match[0]
        return str(found)

    return _MACRO.sub(put, text)


def _words(text: str, file: Path, ledger: Ledger) -> str:
    def leave_out(match: re.Match[str]) -> str:
        ledger.add(LossKind.COMMENT, file.name, match[0])
        return ""

    if _CONTENTS.search(text):
        ledger.add(LossKind.NAVIGATION, file.name, "[TOC]")
    text = _CONTENTS.sub("", text)
    text = _ONLY_DARK.sub("", text)
    text = _LINK_ATTRIBUTES.sub(_width, text)
    text = _CENTRED.sub(r"\g<words>", text)
    text = _ICON.sub("", _ICON_ALONE.sub(r"\1\2 ", text))
    text = _REMARK.sub(leave_out, text)
    text = _INSERTED.sub(r"[\g<words>]{.underline}", text)
    text = _REPLACED.sub(r"~~\g<old>~~[\g<new>]{.underline}", text)
    text = _CHANGED.sub(_changed, text)
    text = _CODE_LANGUAGE.sub("`", text)
    text = _BLOCK_ATTRIBUTES.sub(_anchor, text)
    return _KEYS.sub(lambda match: f"[{_key_names(match['keys'])}]{{.kbd}}", text)


def _width(match: re.Match[str]) -> str:
    """The attributes of a link or a picture: only its width matters here."""
    width = re.search(r"\bwidth=\"?([\d.]+(?:%|px|em)?)", match[0])
    return f"{{width={width[1]}}}" if width else ""


def with_captions(text: str) -> str:
    """The text with figures around Markdown as pictures with a caption of pymdown."""
    return _FIGURE.sub(r"\g<picture>\n/// caption\n\g<caption>\n///\n", text)


def _changed(match: re.Match[str]) -> str:
    """A change of Critic Markup: what is added is underlined, what is deleted is struck."""
    words = match["words"]
    marks = {"+": f"[{words}]{{.underline}}", "-": f"~~{words}~~", "=": f"=={words}=="}
    return marks[match["mark"][0]]


def _anchor(match: re.Match[str]) -> str:
    """The attributes of a paragraph in the line after it: only their name matters here."""
    name = re.search(r"#([\w:.-]+)", match["attributes"])
    return f"\n[]{{#{name[1]}}}" if name else ""


def abbreviations(text: str) -> dict[str, str]:
    """The long forms of abbreviations that a page defines."""
    return {match["short"]: match["long"] for match in _ABBREVIATION.finditer(text)}


def without_abbreviations(text: str) -> str:
    """The text without those definitions, which are no words of it."""
    return _ABBREVIATION.sub("", text)


def _key_names(keys: str) -> str:
    return "+".join(each.strip('"').capitalize() for each in keys.split("+"))
