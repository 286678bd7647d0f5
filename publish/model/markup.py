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


# The place in the manuscript, for messages.
DATA_LINE = _term("data-line", "*", "the line of a block in its file")
DATA_ORIGIN = _term("data-origin", "*", "the included file that a block is from")

# From the parser to the shape of a construct, listing or formula.
DATA_CONTAINER = _term(
    "data-container", "div", "the name of a fenced block; its other attributes are `data-…` too"
)
DATA_COLONS = _term("data-colons", "p", "colons that do not open a block")
DATA_UNREADABLE = _term("data-unreadable", "div pre", "attributes that cannot be parsed")
DATA_CODE = _term("data-code", "pre", "the language of a listing")
DATA_FORMULA = _term("data-formula", "span div", "`inline` or `block`, with LaTeX as its text")
CONTAINER_TITLE = _term("container-title", "p", "the title of a fenced block, not yet shaped")

# Sections.
UNNUMBERED = _term("unnumbered", "h1 h2 h3 h4 h5 h6", "a heading without a number")
HEADING = _term("heading", "h1 h2 h3 h4 h5 h6", "the heading of a section")
OPENING = _term("opening", "header", "label and heading of a section that begins a file")
OPENS_FILE = _term("opens-file", "section", "a section that begins a file, and a page of a PDF")
MISSING = _term("missing", "section body li", "a section whose text the source lacks")
CONTENTS = _term("contents", "section", "the contents, or a list of captioned elements")
LABEL = _term("label", "span", 'the label of a heading or caption ("Table 3")')
SEPARATOR = _term("separator", "span", "what separates a label from its title")
DROP_CAP = _term("drop-cap", "span", "the first letter of a chapter")

# Notes.
NOTE_CALL = _term("noteref", "a", "the call of a note")
FOOTNOTE = _term("footnote", "aside", "a note")
DATA_NOTE = _term("data-note", "a aside", "the label of a note, in its file")
NOTE_NUMBER = _term("note-number", "span", "the number that a note begins with")
ENDNOTE = _term("endnote", "aside", "a note that a PDF does not set at the foot of the page")
NOTES = _term("notes", "section", "the notes at the end of a file")
NOTES_CHAPTER = _term("notes-chapter", "p", "the heading of a chapter's notes at the end of a book")
CHAPTER_NOTES = _term("chapter-notes", "section", "the notes at the end of a chapter")
NOTES_HEADING = _term("notes-heading", "p", "the heading of the notes at the end of a chapter")
BACKLINK = _term("backlink", "a", "a link from a note or bibliography entry back to the text")

# References to other places.
XREF = _term("xref", "a", "a cross-reference with a generated text")
PAGE_FORM = _term("page", "a", "a cross-reference that shows a page number in print")
PAGE_NUMBER = _term("page-number", "span", "the page number in such a reference")
FOLIO = _term("folio", "span", "the page number of an entry of the contents")
DATA_PAGE = _term("data-page", "span", "the anchor whose page number an element shows")
DATA_WORDS = _term("data-words", "span", "the words around a page number, as a pattern")
DATA_SPOT = _term("data-spot", "span", "the anchor whose page number the linker writes")
PAGE_BREAK = _term("page", "span", "where a page of the print edition begins")

# Index.
INDEX = _term("index", "span", "a term to index, as written")
INDEX_MARK = _term("index-mark", "span", "the anchor of a term to index")
INDEX_LETTER = _term("index-letter", "p", "the letter that a group of entries begins with")
INDEX_ENTRIES = _term("index-entries", "ul", "entries or subentries")
INDEX_TERM = _term("index-term", "span", "the term of an entry")
INDEX_SEE = _term("index-see", "span", "a reference to another entry")
INDEX_COLUMNS = _term("index-columns", "div", "the part of an index that is set in columns")
LOCATOR = _term("locator", "a", "a place that an entry refers to")
DATA_END = _term("data-end", "a", "the anchor where the range of a locator ends")
LOCATORS = _term("locators", "span", "the locators of one entry, which become page numbers")

# Glossary, citations.
TERM = _term("term", "span a", "a term that links to the glossary")
CITATION = _term("citation", "span", "a citation in the text")
DATA_CITES = _term("data-cites", "span", "the cited works of a citation, as JSON")
DATA_NARRATIVE = _term("data-narrative", "span", "set where the sentence names the author")
REFERENCES = _term("references", "div ul", "the block for the bibliography; the list in it")
REFERENCE = _term("reference", "span", "an entry of the bibliography")
REFERENCE_LABEL = _term("reference-label", "span", 'the label of such an entry ("[3]")')
SMALL_CAPS = _term("small-caps", "span", "small capitals that a citation style requests")
UNDERLINED = _term("underline", "span", "underlining that a citation style requests")

# Blocks.
BLOCK_TITLE = _term("block-title", "p", "the title of a block")
DECORATIVE = _term("decorative", "img", "an image that needs no alternative text")
CREDIT = _term("credit", "p", "the author and licence of an image")
TASK = _term("task", "li", "a task of a list")
TASK_BOX = _term("task-box", "span", "the box of a task, open or ticked")
EQUATION = _term("equation", "figure div", "a formula on a line of its own")
FORMULA = _term("formula", "img", "a formula as the layout engine gets it")
LISTING = _term("listing", "figure", "a listing with a caption")
CODE = _term("code", "pre", "a listing")
CODE_LINE = _term("code-line", "span", "a line of code")
NUMBERED = _term("numbered", "pre", "a listing with line numbers")
DATA_NUMBER = _term("data-number", "span", "the number of a line of code")
TWO_HEADERS = _term("two-heads", "table", "a table with two header rows")
ROW_HEADERS = _term("row-heads", "table", "a table with header cells in its first column")
INNER = _term("inner", "th td", "the last cell of a row that is not at the table's edge")
TABLE = _term("table", "div", "the region around a table, which scrolls")
TABLE_BLOCK = _term("data", "div", "a table read from a data file")
WIDE = _term("wide", "figure div", "an equation that scrolls")
CHART_DATA = _term("chart-data", "table", "the data of a chart, which the theme draws")
DATA_KIND = _term("data-kind", "table", "the kind of a chart")
DATA_UNIT = _term("data-unit", "table", "the unit of a chart's values")
SOURCE = _term("source", "p", "the source of a quotation")
STAGE_DIRECTION = _term("stage-direction", "p", "a stage direction in a play")
STANZA = _term("stanza", "p", "a stanza")
LINE = _term("line", "span", "a line of verse")
LINE_NUMBER = _term("line-number", "span", "the number of a line of verse")

# From the document of a PDF to its layout.
DATA_RUNNING = _term("data-running", "h1 h2 h3 h4 h5 h6", "the running head from this heading on")
DATA_OPEN = _term("data-open", "section", "a section that continues in other pieces")
DATA_SHELL = _term("data-shell", "section", "a section that another piece began")
NOWRAP = _term("nowrap", "span", "words that stay on one line")
UNBREAKABLE = _term("unbreakable", "table pre", "a block that stays on one page")

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
