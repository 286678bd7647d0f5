"""Reads the words of a manuscript without a parser, character by character.

The characters of Markdown separate pieces, each of which must be in a product as a whole, where
only letters and digits count. So this repeats nothing that the toolchain does with a text.
"""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

_NOTE = re.compile(r"\[\^[^\]]*\]:?")
_CITATION = re.compile(r"\[[^\]\[]*@[^\]\[]*\]|@[\w:.-]*\w")
_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*$", re.M)
_BLOCK = re.compile(r"^[ \t>]*:{3,}[ \t]*[\w-]*", re.M)
_MARK = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\(?(?:\d+|[A-Za-z]|[ivxlcIVXLC]+)[.)])[ \t]+)+(?:\[[ xX]\][ \t])?", re.M
)
_ALERT = re.compile(r"\[!\w+\]")
_HEAD = re.compile(r"\A---\n(?:title: *(?P<title>.*)\n|.*\n)*?---\n")
_READINGS = re.compile(r"\[([^\]]*)\]\{[^{}\n]*ruby=\"([^\"]*)\"[^{}\n]*\}")
_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.S)
_ADDRESS = re.compile(r"\]\([^()\s\"]*(?:\([^()]*\))?[^()\s\"]*(\s+\"[^\"]*\")?\s*\)")
_AUTOLINK = re.compile(r"<[a-z]+:[^>\s]*>")
_OTHER = re.compile(r"^\{[^{}\n]*(?:only=\"?(?!epub\b)|except=\"?epub)[^{}\n]*\}\n(?:.+\n?)*", re.M)
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
# Attributes whose words are shown; those of an index only where the book has one.
_SHOWN = re.compile(r"(?<![\w-])(?:caption|alt|credit|licence|title)=\"((?:[^\"\\]|\\.)*)\"")
_INDEXED = re.compile(r"(?<![\w-])(?:index|see|see-also)=\"([^\"]*)\"")
_VARIABLE = re.compile(r"(\\?)\{\{([\w-]+)\}\}")
_DEFINED = re.compile(r"^\[[^\]\n]+\]:[ \t]*\S+.*$", re.M)
_TABLE = re.compile(r"^Table:", re.M)
_LEFT_OUT = re.compile(r"\[[^\]]*\]\{[^{}\n]*only=\"?(?!epub\b)[^{}\n]*\}")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_NO_WORDS = (
    _ALERT, _LEFT_OUT, _FENCE, _CITATION, _NOTE, _DEFINED, _AUTOLINK, _ATTRIBUTES, _BLOCK, _MARK,
    _TABLE,
)  # fmt: skip
# Alternative texts, which a page does not print; and text that runs from right to left.
_ALTERNATIVE = re.compile(r"!\[[^\]]*\]|\balt=\"[^\"]*\"")
_RIGHT_TO_LEFT = re.compile("\u202e[^\u202c]*\u202c|[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
_LONG = 24  # characters; no word of a language with spaces is that long
_MARKUP = re.compile(r"[\[\]{}|*_~`<>#$\\^;\n]+")


def pieces(folder: Path, *, drawn: bool = False) -> Iterator[str]:
    """The pieces of a book's texts, and of its title page as the manifest has it.

    With `drawn` only those that a page shows from left to right.
    """
    manifest = tomllib.loads((folder / "book.toml").read_text("utf-8-sig"))
    book = manifest["book"]
    yield from filter(None, (book["title"], book.get("subtitle")))
    for author in book.get("authors", ()):
        if isinstance(author, str) or author.get("role", "aut") == "aut":
            yield author if isinstance(author, str) else author["name"]
    files = sorted(folder.rglob("*.md"))
    texts = {path: path.read_text("utf-8-sig") for path in files if path.is_file()}
    named = "\n".join([(folder / "book.toml").read_text("utf-8-sig"), *texts.values()])
    for path, text in texts.items():
        if f'"{path.relative_to(folder).as_posix()}"' in named:
            if drawn:
                text = _RIGHT_TO_LEFT.sub("\n", _ALTERNATIVE.sub(" []", text))
            has_index = '"index"' in named or '"index.md"' in named
            yield from pieces_of(text, manifest.get("variables", {}), has_index=has_index)


def pieces_of(text: str, variables: Mapping[str, str], *, has_index: bool = False) -> Iterator[str]:
    """The pieces of one text, and of the attributes that a product shows."""
    text = _OTHER.sub("\n", text.replace("\r\n", "\n"))
    text = _COMMENT.sub("\n", text)
    text = _HEAD.sub(lambda head: f"{head['title'] or ''}\n", text)
    # Each character has its reading after it, or above it.
    text = _READINGS.sub(lambda ruby: "\n".join(["", *ruby[1], *ruby[2].split("|"), ""]), text)
    attributes = [_SHOWN, _INDEXED] if has_index else [_SHOWN]
    text = "\n\n".join([text, *(match[1] for each in attributes for match in each.finditer(text))])
    text = _FORMULA.sub("\n", text)
    text = _VARIABLE.sub(lambda match: variables.get(match[2], "\n"), text)
    for pattern in _NO_WORDS:
        text = pattern.sub("\n", text)
    text = _ADDRESS.sub(lambda match: f"\n{match[1] or ''}\n", text)
    for piece in _MARKUP.split(html.unescape(text)):
        if bare(piece):
            yield piece


def bare(text: str) -> str:
    """The letters and digits of a text, however it is set."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def missing(piece: str, product: str) -> list[str]:
    """The words of a piece that a product, given bare, lacks; a page may end inside the piece."""
    if bare(piece) in product:
        return []
    words = piece.split()
    if len(words) < 2:
        return [] if _is_in_parts(bare(piece), product) else [piece.strip()]
    half = len(words) // 2
    return [*missing(" ".join(words[:half]), product), *missing(" ".join(words[half:]), product)]


def _is_in_parts(word: str, product: str) -> bool:
    """Whether a text without spaces, such as Chinese, is in the product in long parts."""
    if len(word) < _LONG:
        return False
    while word and word not in product:
        ends = range(len(word), _LONG // 2, -1)
        end = next((end for end in ends if word[:end] in product), None)
        if end is None:
            return False
        word = word[end:]
    return True
