"""The text of an EPUB's documents, as pandoc reads it best: notes, readings and page marks.

Notes may be in another document than their calls, as in many books; each goes to its call.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.readers.archives import normal_path
from publish.importers.documents.readers.drawings import replace_drawings
from publish.importers.documents.readers.epub_headings import (
    has_only_a_heading,
    join_heading_groups,
    raise_headings,
)
from publish.importers.documents.readers.epub_index import mark_index
from publish.importers.documents.readers.epub_notes import mark_notes
from publish.importers.documents.readers.identifiers import keep_identifiers
from publish.importers.documents.readers.readings import mark_readings, remove
from publish.model.roles import Matter, Role
from publish.model.xmlsafe import parse_untrusted

_X = "{http://www.w3.org/1999/xhtml}"
_M = "{http://www.w3.org/1998/Math/MathML}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
# What the book makes itself.
_GENERATED = frozenset(
    {"cover", "titlepage", "halftitlepage", "toc", "landmarks", "page-list", "list"}
)
_OURS = frozenset({"copyright-page", "colophon"})  # what our books make, and others write
_FEW = 60  # words of a cover or a title page
_LIST = "list-of-"  # the beginning of the names of our files with lists of captions
_MISSING = "missing"  # the class of our sections without a text
_BACK = frozenset({"backlink", "referrer"})
_NOTES = frozenset({"footnote", "endnote", "rearnote", "note"})
_MATTER = {"frontmatter": Matter.FRONT, "bodymatter": None, "backmatter": Matter.BACK}
_ROLES = {str(role): role for role in Role if role not in (Role.CHAPTER, Role.SECTION)}


@dataclass(frozen=True, slots=True)
class Text:
    """A document: its XHTML, the matter and role that it names for itself, and whether it has only
    a heading."""

    content: str
    matter: Matter | None
    role: Role | None
    is_heading: bool = False


@dataclass(slots=True)
class EpubText:
    """Reads the documents of a book; `skipped` are paths of those that were read as notes.

    In a book that `is_ours`, the copyright page is generated, and formulas have their LaTeX;
    `lists` are the kinds of captions that it lists. `guide` are the types that an EPUB 2 gives to
    documents by their paths, to a page of few words or to any document.
    """

    read_file: Callable[[str], bytes | None]
    ledger: Ledger
    is_ours: bool = False
    guide: Mapping[str, str] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    lists: list[str] = field(default_factory=list)
    _trees: dict[str, etree._Element | None] = field(default_factory=dict)

    def prepare(self, paths: Sequence[str]) -> None:
        """Find the notes that have no type in all documents of the spine, and what the index of a
        book of ours marks."""
        mark_notes(paths, self._tree)
        if self.is_ours:
            mark_index(paths, self._tree)

    def read(self, path: str) -> Text | None:
        """A document of the spine; None if the book makes it itself or it cannot be read."""
        root = self._tree(path)
        body = root.find(f"{_X}body") if root is not None else None
        if root is None or body is None:
            self.ledger.add(LossKind.DOCUMENT, path, "it is not XHTML")
            return None
        types = _types(body)
        if len("".join(body.itertext()).split()) <= _FEW:
            types.add(self.guide.get(path, ""))
        if self.is_ours and body.find(f"{_X}nav[@class='contents list']") is not None:
            types.add("list")
            self.lists.append(posixpath.splitext(posixpath.basename(path))[0].removeprefix(_LIST))
        made = types & (_GENERATED | _OURS if self._has_own_pages(body) else _GENERATED)
        if made:
            self.ledger.add(LossKind.NAVIGATION, path, ", ".join(sorted(made)))
            return None
        if types & {"endnotes", "footnotes", "rearnotes"} and self._only_notes(body):
            self.ledger.add(LossKind.GENERATED, path, "notes, which are where they are called")
            return None
        raise_headings(body)
        join_heading_groups(body)
        _name_chapters(body)
        self._bring_notes(path, body)
        if self.is_ours:
            _annotate_formulas(body)
            _name_titles(body)
            _unmark_missing(body)
        replace_drawings(body)
        mark_readings(body, _X)
        keep_identifiers(body, _X)
        for link in [each for each in body.iter(f"{_X}a") if _own_types(each) & _BACK]:
            remove(link)
        self._drop_page_marks(path, body)
        matter = next((_MATTER[each] for each in types if each in _MATTER), None)
        role = next((_ROLES[each] for each in sorted(types) if each in _ROLES), None)
        alone = has_only_a_heading(body)
        return Text(etree.tostring(root, encoding="unicode"), matter, role, alone)

    def _has_own_pages(self, body: etree._Element) -> bool:
        """Whether a page may be one that we made, which has no heading."""
        headings = (f"{_X}h{level}" for level in range(1, 7))
        return self.is_ours and next(body.iter(*headings), None) is None

    def _tree(self, path: str) -> etree._Element | None:
        if path not in self._trees:
            content = self.read_file(path)
            try:
                self._trees[path] = parse_untrusted(content) if content else None
            except etree.XMLSyntaxError:
                self._trees[path] = None
        return self._trees[path]

    def _only_notes(self, body: etree._Element) -> bool:
        """Whether a document has only notes, which are where they are called."""
        return any(_own_types(node) & _NOTES for node in body.iter(etree.Element))

    def _bring_notes(self, path: str, body: etree._Element) -> None:
        """Put each note of another document, or of a list, beside the text that calls it."""
        for call in body.iter(f"{_X}a"):
            if "noteref" not in _own_types(call):
                continue
            target, _, identifier = call.get("href", "").partition("#")
            other = normal_path(posixpath.join(posixpath.dirname(path), target)) if target else path
            root = self._tree(other)
            note = _by_id(root, identifier) if root is not None else None
            if note is None:
                continue
            call.set("href", f"#brought-{identifier}")
            if _by_id(body, f"brought-{identifier}") is not None:
                continue
            brought = etree.SubElement(body, f"{_X}aside", {_TYPE: "footnote"})
            brought.set("id", f"brought-{identifier}")
            brought.text = note.text
            brought.extend(copy.deepcopy(child) for child in note)
            _drop_links_back(brought)
            _drop_number(brought, "".join(call.itertext()).strip())
            brought.insert(0, _anchor(f"of-{identifier}", brought))
            if other == path:
                call.set("data-moved", identifier)
        moved = {call.get("data-moved") for call in body.iter(f"{_X}a")} - {None}
        for node in [n for n in body.iter(etree.Element) if n.get("id") in moved]:
            remove(node)

    def _drop_page_marks(self, path: str, body: etree._Element) -> None:
        marks = [node for node in body.iter(etree.Element) if "pagebreak" in _own_types(node)]
        for mark in marks:
            words = "".join(mark.itertext())
            self.ledger.add(LossKind.NAVIGATION, path, f"page {words or mark.get('title', '')}")
            remove(mark)


def _anchor(identifier: str, brought: etree._Element) -> etree._Element:
    """The name of a note in its text, by which a second call finds it."""
    anchor = etree.Element(f"{_X}span", {"id": identifier})
    anchor.tail, brought.text = brought.text, None
    return anchor


def _drop_number(note: etree._Element, mark: str) -> None:
    """Take the mark of its call from the head of a note."""
    first = next((each for each in note.iter(etree.Element) if (each.text or "").strip()), None)
    if first is None or first is note or not mark or (first.text or "").strip(" .") != mark:
        return
    if first.tag in (f"{_X}span", f"{_X}sup", f"{_X}a"):
        remove(first)


def _name_chapters(body: etree._Element) -> None:
    """Name the heading of each chapter as the chapter, whose own name pandoc forgets."""
    for section in body.iter(f"{_X}section"):
        name = section.get("id")
        heading = next(section.iter(*(f"{_X}h{level}" for level in range(1, 7))), None)
        if name and heading is not None and "chapter" in section.get(_TYPE, ""):
            heading.insert(0, _anchor(name, heading))


def _unmark_missing(body: etree._Element) -> None:
    """Take the class of sections without text, which others give to boxes."""
    for section in body.iter(f"{_X}section"):
        names = section.get("class", "").split()
        section.set("class", " ".join(name for name in names if name != _MISSING))


def _name_titles(body: etree._Element) -> None:
    """Make divisions of the titles of blocks, since pandoc forgets the classes of paragraphs."""
    for paragraph in body.iter(f"{_X}p"):
        if paragraph.get("class") == "block-title":
            paragraph.tag = f"{_X}div"
            paragraph.set("class", "title")


def _annotate_formulas(body: etree._Element) -> None:
    """Give pandoc the LaTeX of each formula, as an annotation (MathML Core, 4.2)."""
    for formula in body.iter(f"{_M}math"):
        tex = formula.get("alttext")
        if not tex or formula.find(f".//{_M}annotation") is not None:
            continue
        semantics, row = etree.Element(f"{_M}semantics"), etree.Element(f"{_M}mrow")
        row.text, formula.text = formula.text, None
        row.extend(list(formula))
        semantics.append(row)
        note = etree.SubElement(semantics, f"{_M}annotation", encoding="application/x-tex")
        note.text = tex
        formula.append(semantics)


def _own_types(node: etree._Element) -> set[str]:
    role = (node.get("role") or "").removeprefix("doc-")
    return {*(node.get(_TYPE) or "").split(), role}


def _types(body: etree._Element) -> set[str]:
    """The types of a document: those of its body, and of a section that is all of it."""
    types = _own_types(body)
    inner = body
    while len(inner) == 1 and not (inner.text or "").strip():
        inner = inner[0]
        types |= _own_types(inner)
    return types


def _by_id(root: etree._Element, identifier: str) -> etree._Element | None:
    return next((node for node in root.iter(etree.Element) if node.get("id") == identifier), None)


def _drop_links_back(note: etree._Element) -> None:
    for link in list(note.iter(f"{_X}a")):
        is_arrow = (link.text or "").strip("\ufe0e\ufe0f ") in ("↩", "↑", "^")
        if is_arrow or _own_types(link) & _BACK:
            remove(link)
