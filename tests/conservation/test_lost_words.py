"""A word that is taken out of a finished product, wherever it stands, is missed and named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from publish.model.book import Book
from publish.verify import verify_product
from tests.conservation.source import bare
from tests.fuzz.trial import RICH
from tests.verify.making import EPUB, made_epub, settled_folder

TRIES = 60
_APART = frozenset({"head", "svg", "math", "docTitle", "docAuthor"})
# Made by the theme of the manifest, where it is shown again and again; no surface reads them.
_MADE = ("titlepage.xhtml", "copyright.xhtml", "colophon.xhtml")
_TEXTS = (
    "//text()[not(ancestor::*[@*[local-name() = 'type'] = 'landmarks'])]"
    "[not(ancestor::*[local-name() = 'nav']) or ancestor::*[local-name() = 'li']]"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page: the file, the number of its text in it, and of the word in the text."""

    member: str
    text: int
    place: int
    word: str


@pytest.fixture(scope="module")
def book() -> Book:
    return settled_folder(RICH)


@pytest.fixture(scope="module")
def product(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_epub(book, tmp_path_factory.mktemp("whole"))


def texts(root: etree._Element) -> list[etree._ElementUnicodeResult]:
    """The texts of a page, without those of its head, drawings and landmarks."""
    found = root.xpath(_TEXTS)
    return [text for text in found if not _APART & {_name(n) for n in _above(text.getparent())}]


def _above(node: etree._Element | None) -> Iterator[etree._Element]:
    while node is not None:
        yield node
        node = node.getparent()


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else "head"


def words_of(product: Path) -> list[Word]:
    """Every word of the pages, of the table of contents of EPUB 2 and of what stands around."""
    found = []
    with zipfile.ZipFile(product) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith((".xhtml", ".ncx")) and not name.endswith(_MADE):
                for number, text in enumerate(texts(etree.fromstring(archive.read(name)))):
                    for place, word in enumerate(text.split()):
                        if bare(word):
                            found.append(Word(name, number, place, word))
    return found


def without(product: Path, word: Word, target: Path) -> Path:
    """A copy of the product that lacks the word."""
    with zipfile.ZipFile(product) as whole, zipfile.ZipFile(target, "w") as copy:
        for entry in whole.infolist():
            content = whole.read(entry)
            if entry.filename == word.member:
                root = etree.fromstring(content)
                text = texts(root)[word.text]
                words = text.split()
                left = " ".join([*words[: word.place], *words[word.place + 1 :]])
                spaces = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
                node = text.getparent()
                assert node is not None
                setattr(node, "tail" if text.is_tail else "text", left.join(spaces))
                content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
            copy.writestr(entry, content)
    return target


def test_the_whole_product_is_right(product: Path, book: Book) -> None:
    assert verify_product(product, book, EPUB) == []
    assert len(words_of(product)) > 400


@pytest.mark.parametrize("seed", range(6))
def test_a_word_that_is_lost_is_named(seed: int, product: Path, book: Book, tmp_path: Path) -> None:
    random = Random(f"lost {seed}")
    for word in random.sample(words_of(product), TRIES // 6):
        copy = without(product, word, tmp_path / "book.epub")
        assert zipfile.is_zipfile(io.BytesIO(copy.read_bytes()))
        told = [diagnostic.message for diagnostic in verify_product(copy, book, EPUB)]
        assert any(bare(word.word) in bare(message) for message in told), (word, told)
