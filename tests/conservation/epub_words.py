"""The words of a finished EPUB, and copies of it that lack one of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from tests.conservation.manuscript_words import bare

_LEFT_OUT = frozenset({"head", "svg", "math", "docTitle", "docAuthor"})
_KINDS = {
    "navPoint": "NCX", "nav": "contents", "aside": "note", "figcaption": "caption",
    "caption": "caption", "td": "cell", "th": "cell", "a": "link", "pre": "code", "li": "list",
    **{f"h{rank}": "heading" for rank in range(1, 7)},
}  # fmt: skip
_GENERATED = ("titlepage.xhtml", "copyright.xhtml", "colophon.xhtml")
# The words of landmarks are those of the pages that they lead to, or of the reading system.
_TEXTS = "//text()[not(ancestor::*[@*[local-name() = 'type'] = 'landmarks'])]"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page: the file, the number of its text in it, and of the word in the text."""

    member: str
    text: int
    place: int
    word: str
    kind: str


class EpubWords:
    """One EPUB, with every word of its pages, of the nav and of the contents of EPUB 2."""

    def __init__(self, product: Path) -> None:
        with zipfile.ZipFile(product) as archive:
            self._members = [(entry, archive.read(entry)) for entry in archive.infolist()]
        self.words = list(self._words())

    def _words(self) -> Iterator[Word]:
        for entry, content in self._members:
            if entry.filename.endswith((".xhtml", ".ncx")):
                is_generated = entry.filename.endswith(_GENERATED)
                for number, text in enumerate(_texts(etree.fromstring(content))):
                    kind = "generated page" if is_generated else _kind(text)
                    for place, word in enumerate(text.split()):
                        if bare(word):
                            yield Word(entry.filename, number, place, word, kind)

    @staticmethod
    def place(word: Word) -> str:
        """Where a word is; of one place only one word is removed at a time."""
        return word.member

    def without(self, words: Iterable[Word], target: Path) -> Path:
        """A copy that lacks some words, each of another page."""
        lacking = {word.member: word for word in words}
        with zipfile.ZipFile(target, "w") as copy:
            for entry, content in self._members:
                word = lacking.get(entry.filename)
                copy.writestr(entry, _lacking(content, word) if word else content)
        return target


def _lacking(content: bytes, word: Word) -> bytes:
    root = etree.fromstring(content)
    text = _texts(root)[word.text]
    words = text.split()
    left = " ".join([*words[: word.place], *words[word.place + 1 :]])
    spaces = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    node = text.getparent()
    assert node is not None
    setattr(node, "tail" if text.is_tail else "text", left.join(spaces))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _texts(root: etree._Element) -> list[etree._ElementUnicodeResult]:
    """The texts of a page, without those of its head, drawings and landmarks."""
    texts = root.xpath(_TEXTS)
    return [text for text in texts if not _LEFT_OUT & {_name(node) for node in _above(text)}]


def _above(text: etree._ElementUnicodeResult) -> Iterator[etree._Element]:
    node = text.getparent()
    if node is not None and text.is_tail:
        node = node.getparent()
    while node is not None:
        yield node
        node = node.getparent()


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else "head"


def _kind(text: etree._ElementUnicodeResult) -> str:
    """The kind of the outermost element around a word that has one."""
    kinds = [_KINDS[name] for node in _above(text) if (name := _name(node)) in _KINDS]
    return kinds[-1] if kinds else "text"
