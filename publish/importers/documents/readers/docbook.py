"""DocBook: the parts and chapters of a book, or the sections of an article, as documents.

https://tdg.docbook.org/tdg/5.2/
"""

from __future__ import annotations

import copy
import html
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from publish.importers.documents.dialects import docbook as dialect
from publish.importers.documents.dialects.docbook_files import DocbookFiles
from publish.importers.documents.dialects.elements import Element, element, text_of, unwrap
from publish.importers.documents.ledger import Ledger
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.dates import date_of
from publish.importers.documents.source_words import xml_text
from publish.importers.documents.tree import LABEL
from publish.model.roles import Matter, Role

_FORMAT = "docbook"
_NAMESPACE = "http://docbook.org/ns/docbook"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# The divisions of a book: the role of each if it is not known by its title, and its matter.
_DIVISIONS: dict[str, tuple[Role | None, Matter | None]] = {
    "part": (Role.PART, None),
    "chapter": (None, None),
    "article": (None, None),
    "preface": (None, Matter.FRONT),
    "dedication": (Role.DEDICATION, Matter.FRONT),
    "acknowledgements": (Role.ACKNOWLEDGMENTS, Matter.FRONT),
    "appendix": (Role.APPENDIX, Matter.BACK),
    "glossary": (Role.GLOSSARY, Matter.BACK),
    "bibliography": (None, Matter.BACK),
    "colophon": (Role.COLOPHON, Matter.BACK),
    **dict.fromkeys(("section", "sect1", "simplesect", "reference", "refentry"), (None, None)),
}
_BACK = ("appendix", "glossary", "bibliography", "colophon")
_LINES = frozenset(
    {"para", "simpara", "title", "subtitle", "term", "entry", "programlisting", "screen"}
    | {"literallayout", "mathphrase", "primary", "secondary", "tertiary", "see", "seealso"}
)
_UNDETERMINED = "und"  # BCP 47, section 4.1


def read_docbook(
    content: bytes, source: Path, read_file: Callable[[str], bytes | None], ledger: Ledger
) -> Project:
    """The project in a document; `source` is the file that it is or is made from."""
    files = DocbookFiles(read_file, ledger)
    root = files.read(content, source.name)
    _resolve_entities(root, files.texts)
    language = root.get(_LANGUAGE) or root.get("lang")
    dialect.rewrite(root, source.name, ledger)
    head = next(root.iterchildren("info", "bookinfo", "articleinfo"), root)
    project = Project(
        name=source.stem,
        documents=[],
        read_file=read_file,
        says_numbers=root.tag == "book",
        title=_words(root, "title") or _words(head, "title"),
        subtitle=_words(root, "subtitle") or _words(head, "subtitle"),
        authors=list(_authors(head)),
        language=None if language == _UNDETERMINED else language,
        date=date_of(_words(head, "date") or _words(head, "pubdate")),
        description=_words(head, "abstract"),
        ledger=ledger,
    )
    project.documents = list(_documents(root, project.title or project.name))
    for number, document in enumerate(project.walk(), start=1):
        document.path = f"{project.name} {number}"
    return project


def _words(node: Element, tag: str) -> str | None:
    found = node.find(tag)
    return None if found is None else text_of(found) or None


def _authors(head: Element) -> Iterator[str]:
    for author in head.iter("author", "corpauthor"):
        name = author.find("personname")
        parts = list(author if name is None else name)
        words = [text_of(part) for part in parts if part.tag in _NAME_PARTS]
        yield " ".join(filter(None, words)) or text_of(author if name is None else name)


_NAME_PARTS = ("honorific", "firstname", "givenname", "othername", "surname", "orgname")


def _documents(root: Element, title: str) -> Iterator[SourceDocument]:
    blocks, divisions = _divided(root)
    if blocks and not divisions:
        yield _document(_wrapped(blocks), title)
    elif blocks:
        opening = _document(_wrapped(blocks))
        opening.role, opening.matter = Role.PREFACE, Matter.FRONT
        yield opening
    for division in divisions:
        yield from _division(division)


def _divided(node: Element) -> tuple[list[Element], list[Element]]:
    """The blocks of an element before its divisions, and the divisions."""
    own = [each for each in node if isinstance(each.tag, str) and each.tag not in _HEADS]
    divisions = [each for each in own if each.tag in _DIVISIONS]
    return [each for each in own if each.tag not in _DIVISIONS], divisions


_HEADS = ("info", "bookinfo", "articleinfo", "title", "subtitle", "titleabbrev")


def _division(node: Element) -> Iterator[SourceDocument]:
    """A division as a document; what closes the book stands beside its last part, not in it."""
    role, matter = _DIVISIONS[str(node.tag)]
    inner = _divided(node)[1] if role is Role.PART else []
    for each in inner:
        node.remove(each)
    document = _document(node)
    document.role, document.matter = role, matter
    after = [each for each in inner if each.tag in _BACK]
    for each in inner:
        if each not in after:
            document.children.extend(_division(each))
    yield document
    for each in after:
        yield from _division(each)


def _wrapped(blocks: list[Element]) -> Element:
    wrapper = element("article")
    wrapper.extend(blocks)
    return wrapper


def _document(node: Element, title: str | None = None) -> SourceDocument:
    node.tag = "article" if node.tag == "article" else "chapter"
    node.tail = None
    # Names without a namespace were its own until version 5; pandoc misses some of them then.
    text = etree.tostring(node, encoding="unicode").replace(">", f' xmlns="{_NAMESPACE}">', 1)
    return SourceDocument(
        path="",
        format=_FORMAT,
        text=text,
        title=title,
        own_text=LABEL.sub("", xml_text(_without_repeats(node), _LINES)),
    )


def _without_repeats(node: Element) -> Element:
    """The document without texts of pictures that are the titles of their figures, word by word."""
    own = copy.deepcopy(node)
    for figure in own.iter("figure"):
        title = figure.find("title")
        if title is not None:
            for text in figure.iter("textobject"):
                if _loose(text) == _loose(title):
                    text.clear()
    return own


def _loose(node: Element) -> list[str]:
    return "".join(node.itertext()).split()


def _resolve_entities(root: Element, texts: Mapping[str, str]) -> None:
    """Put characters and short texts in the places of their names."""
    for node in list(root.iter(etree.Entity)):
        name = str(node.text or "").strip("&;")
        words = texts.get(name) or html.unescape(f"&{name};")
        unwrap(node, "" if {"<", "&"} & {*words} else words)
