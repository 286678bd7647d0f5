"""The vocabulary of the XHTML that rooms exchange: namespaces, classes, data attributes, selectors.

Each name is a plain string with a row in `VOCABULARY`, which the architecture page prints.
`publish.verify` names them again, so that it does not share the mistakes of the writers. The kinds
of constructs, the roles of sections, and classes that only templates write and style sheets read
are not listed.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
SVG = "http://www.w3.org/2000/svg"
# As lxml names elements and attributes: the prefix of XHTML, and whole names.
X = f"{{{XHTML}}}"
MATH = f"{{{MATHML}}}math"
DRAWING = f"{{{SVG}}}svg"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Term(NamedTuple):
    """A class or attribute: on which elements, its meaning, and the rooms that use it.

    Next to the packages, `author` writes in the manuscript, `templates` and `styles` are a theme's.
    """

    name: str
    elements: str
    meaning: str
    written_by: str
    read_by: str

    def __str__(self) -> str:
        separator = " " if self.name.startswith("data-") else "."
        names = [f"{each}{separator}{self.name}" for each in self.elements.split()]
        return ", ".join(names)


VOCABULARY: list[Term] = []


def _term(name: str, elements: str, meaning: str, written: str = "", read: str = "") -> str:
    VOCABULARY.append(Term(name, elements, meaning, written, read))
    return name


# Notes.
NOTE_CALL = _term("noteref", "a", "the call of a note")
FOOTNOTE = _term("footnote", "aside", "a note")
DATA_NOTE = _term("data-note", "a aside", "the label of a note, in its file")

# The place in the manuscript, for messages.
DATA_LINE = _term("data-line", "*", "the line of a block in its file")
DATA_ORIGIN = _term("data-origin", "*", "the included file that a block is from")
# Attributes that trace an element to its source; no product has them.
SOURCE_ATTRIBUTES = (DATA_LINE, DATA_ORIGIN, DATA_NOTE)


def has_class(element: etree._Element | Element, name: str) -> bool:
    """Whether an element has a class, of a tree of lxml or of the layout engine."""
    classes = element.get("class")
    return classes is not None and (classes == name or name in classes.split())


def classes_of(element: etree._Element | Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def note_calls(root: etree._Element) -> list[etree._Element]:
    """The calls of notes in reading order; a list, so that the tree may change."""
    return [link for link in root.iter(f"{X}a") if has_class(link, NOTE_CALL)]


def notes_of(root: etree._Element) -> list[etree._Element]:
    """The notes in document order; a list, so that the tree may change."""
    return [aside for aside in root.iter(f"{X}aside") if has_class(aside, FOOTNOTE)]
