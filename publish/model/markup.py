"""The vocabulary of the XHTML that rooms exchange: namespaces, classes, data attributes, selectors.

The comment of a name has the elements that bear it, its meaning, and in brackets the rooms that
write it, then those that read it. `author` writes in a manuscript, `templates` and `styles` belong
to a theme; `publish.verification` names everything again, so that it shares no mistake of the
writers. Constructs, roles of sections, and classes that only templates write and style sheets read
are not listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
SVG = "http://www.w3.org/2000/svg"
# As lxml names elements and attributes: the prefix of XHTML, and whole names.
X = f"{{{XHTML}}}"
MATH = f"{{{MATHML}}}math"
DRAWING = f"{{{SVG}}}svg"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# The place in the manuscript, for messages.

# *: the line of a block in its file [sources > sources model exporters preview proofing]
DATA_LINE = "data-line"
# *: the included file that a block is from [sources > sources model]
DATA_ORIGIN = "data-origin"

# From the parser to the shape of a construct, listing or formula.

# div: the name of a fenced block, whose attributes are `data-…` as well [sources > sources]
DATA_CONTAINER = "data-container"
# div: a box as GitHub has it, whose title is the word for its kind [sources > sources]
DATA_ALERT = "data-alert"
# p: colons that do not open a block [sources > sources]
DATA_COLONS = "data-colons"
# td th li: where a cell that is a bare `<` or `^` is merged: `left` or `up` [sources > sources]
DATA_MERGE = "data-merge"
# div pre: attributes that cannot be parsed [sources > sources]
DATA_UNREADABLE = "data-unreadable"
# p: the words of a caption, after its picture [sources > sources]
CAPTION_WORDS = "caption-words"
# p: the words of a caption, before its code [sources > sources]
LISTING_WORDS = "listing-words"
# body: the condition that leaves a file out of the edition [sources > sources]
DATA_LEFT_OUT = "data-left-out"
# pre: the language of a listing [sources > sources]
DATA_CODE = "data-code"
# span div: `inline` or `block`, with LaTeX as its text [sources > sources]
DATA_FORMULA = "data-formula"
# p: the title of a fenced block, not yet shaped [sources > sources]
CONTAINER_TITLE = "container-title"

# Sections.

# h1–h6: a heading without a number [author > sources exporters]
UNNUMBERED = "unnumbered"
# h1–h6: the heading of a section [templates > model pdf web styles]
HEADING = "heading"
# header: label and heading of a section that begins a file [templates > pdf styles]
OPENING = "opening"
# section: a section that begins a file, and a page of a PDF [templates pdf > pdf styles]
OPENS_FILE = "opens-file"
# section: a section that begins on the next page, whether left or right [pdf > pdf styles]
NEXT_PAGE = "next-page"
# section: a section that begins on the page where the one before it ends [pdf > pdf styles]
RUNS_ON = "runs-on"
# section: a page that the theme generates [templates > pdf styles]
DISPLAY = "display"
# section div li: a section whose text the source lacks [structure templates > pdf styles]
MISSING = "missing"
# section: the contents, or a list of captioned elements [templates > pdf styles]
CONTENTS = "contents"
# span: the label of a heading or caption [structure templates > model releases exporters styles]
LABEL = "label"
# span: what separates label and title [structure templates > model releases exporters styles]
SEPARATOR = "separator"
# span: the first letter of a chapter [render > pdf styles]
DROP_CAP = "drop-cap"
# span: the first words of a chapter, after that letter [render > styles]
LEAD_IN = "lead-in"
# span: a Latin word or number after a Chinese or Japanese character [pdf > styles]
AFTER_WIDE = "after-wide"
# span: one before such a character [pdf > styles]
BEFORE_WIDE = "before-wide"
# p: the paragraph with that letter [render > styles]
BEGINS_CHAPTER = "begins-chapter"

# Notes.

# a: a call [sources structure > sources structure render pages web pdf releases exporters styles]
NOTE_CALL = "noteref"
# aside: a note [sources structure > model structure pages web pdf releases exporters styles]
FOOTNOTE = "footnote"
# a aside: the label of a note, in its file [sources structure > sources structure]
DATA_NOTE = "data-note"
# span: the number before a note [structure > model structure pdf releases exporters styles]
NOTE_NUMBER = "note-number"
# aside: a note that a PDF does not set at the foot of the page [pdf > pdf styles]
ENDNOTE = "endnote"
# section: the notes at the end of a file [pages > model styles]
NOTES = "notes"
# p: the heading of a chapter's notes at the end of a book [structure > styles]
NOTES_CHAPTER = "notes-chapter"
# section: the notes at the end of a chapter [pdf > styles]
CHAPTER_NOTES = "chapter-notes"
# p: the heading of the notes at the end of a chapter [pdf > styles]
NOTES_HEADING = "notes-heading"
# a: a link from a note or work back to the text [structure pages pdf > releases exporters styles]
BACKLINK = "backlink"

# References to other places.

# a: a cross-reference with a generated text [structure > pdf releases exporters styles]
XREF = "xref"
# a: a reference that shows a page number in print [author structure > structure pdf exporters]
PAGE_FORM = "page"
# span: the page number in such a reference [pdf > styles]
PAGE_NUMBER = "page-number"
# span: the page number of an entry of the contents [templates > pdf styles]
FOLIO = "folio"
# span: the anchor whose page number an element shows [templates pdf > pdf]
DATA_PAGE = "data-page"
# span: the words around a page number, as a pattern [pdf > pdf]
DATA_WORDS = "data-words"
# span: the anchor whose page number the linker writes [pdf > pdf]
DATA_SPOT = "data-spot"
# span: where a page of the print edition begins [epub web > styles]
PAGE_BREAK = "page"
# nav: lines for what was on a page and is elsewhere now [templates web > releases styles]
MOVED = "moved"
# a: where a page is that has moved [templates > releases]
NEW_PLACE = "new-place"

# Index.

# span: a term to index, as written [author > sources structure]
INDEX = "index"
# span: the anchor of a term to index [structure > exporters styles]
INDEX_MARK = "index-mark"
# p: the letter that a group of entries begins with [structure > pdf exporters styles]
INDEX_LETTER = "index-letter"
# ul: entries or subentries [structure > pdf exporters styles]
INDEX_ENTRIES = "index-entries"
# span: the term of an entry [structure > releases exporters styles]
INDEX_TERM = "index-term"
# span: a reference to another entry [structure > exporters styles]
INDEX_SEE = "index-see"
# div: the part of an index that is set in columns [pdf > styles]
INDEX_COLUMNS = "index-columns"
# a: a place that an entry refers to [structure > pages pdf exporters]
LOCATOR = "locator"
# a: the anchor where the range of a locator ends [structure > pages pdf exporters]
DATA_END = "data-end"
# span: the locators of one entry, which become page numbers [pdf > pdf releases]
LOCATORS = "locators"

# Glossary, citations.

# span a: a term that links to the glossary [author structure > sources structure styles]
TERM = "term"
# span: a citation in the text [sources structure > structure styles]
CITATION = "citation"
# span: the cited works of a citation, as JSON [sources > sources structure pipeline]
DATA_CITES = "data-cites"
# span: set where the sentence names the author [sources > structure]
DATA_NARRATIVE = "data-narrative"
# div ul: block or list of cited works [sources structure > sources structure pdf exporters styles]
REFERENCES = "references"
# span: an entry of the bibliography [structure > styles]
REFERENCE = "reference"
# span: the label of such an entry ("[3]") [structure > styles]
REFERENCE_LABEL = "reference-label"
# span: the address of a link that print shows [structure > structure styles]
LINK_ADDRESS = "link-address"
# span: small capitals, of the author or of a citation style [author sources structure > styles]
SMALL_CAPS = "small-caps"
# span: underlining, of the author or of a citation style [author sources structure > styles]
UNDERLINED = "underline"
# span kbd: a key, or keys joined by `+` [author sources > sources exporters styles]
KEY = "key"
# kbd: several keys to press together [sources > styles]
KEYS = "keys"
# span: what a reading belongs to, in a `ruby` [sources > pdf exporters]
RUBY_BASE = "ruby-base"
# What is around a reading where it cannot be above its word, as in a text that is copied.
READING_BRACKETS = "\uff08", "\uff09"

# Blocks.

# p: the title of a block [sources > exporters structure styles]
BLOCK_TITLE = "block-title"
# img: an image that needs no alternative text [author > model importers]
DECORATIVE = "decorative"
# p: the author and licence of an image [sources > styles]
CREDIT = "credit"
# div: one of several pictures in a figure [sources > structure styles]
SUBFIGURE = "subfigure"
# p: the caption of one of them [sources > styles]
SUBCAPTION = "subcaption"
# li: a task of a list [sources > styles]
TASK = "task"
# span: the box of a task, open or ticked [sources > styles]
TASK_BOX = "task-box"
# ol: a list with markers like `a)` [sources > exporters styles]
PARENTHESIS = "parenthesis"
# ol: a list with markers like `(a)` [sources > exporters styles]
PARENTHESES = "parentheses"
# figure div: a formula on a line of its own [sources > pdf exporters styles]
EQUATION = "equation"
# img: a formula as a picture, as the layout engine and some shops get it [epub pdf > pdf styles]
FORMULA = "formula"
# img: a formula in one line of plain characters, as which it is searched and copied [pdf > pdf]
DATA_PLAIN = "data-plain"
# figure table: a numbered block that stays where it is in the text [sources > pdf]
IN_PLACE = "in-place"
# figure: a listing with a caption [sources > exporters styles]
LISTING = "listing"
# pre: a listing [sources > styles]
CODE = "code"
# span: a line of code [sources > pdf styles]
CODE_LINE = "code-line"
# pre: a listing with line numbers [author > sources exporters styles]
NUMBERED = "numbered"
# span: the number of a line of code [sources > pdf exporters styles]
DATA_NUMBER = "data-number"
# table: a table with two header rows [author > sources]
TWO_HEADERS = "two-heads"
# table: a table with header cells in its first column [author > sources]
ROW_HEADERS = "row-heads"
# th td: the last cell of a row that is not at the table's edge [sources > styles]
INNER = "inner"
# div: what surrounds a table, whose width is asked for [pages > pages styles]
TABLE = "table"
# div: a table read from a data file [sources > styles]
TABLE_BLOCK = "data"
# td th: a cell with words that break on a phone [pages > styles]
BREAKS = "breaks"
# math: a formula that breaks over lines [pages > styles]
WIDE = "wide"
# mrow: what a line of a formula begins with: a relation and all up to the next [pages > styles]
CLAUSE = "clause"
# mrow: a part of it that begins with an operator [pages > styles]
CHUNK = "chunk"
# table: the data of a chart, which the theme draws [sources > model render exporters preview]
CHART_DATA = "chart-data"
# table: the kind of a chart [sources > render]
DATA_KIND = "data-kind"
# table: the unit of a chart's values [sources > render preview]
DATA_UNIT = "data-unit"
# p: the source of a quotation [sources > pdf render styles]
SOURCE = "source"
# p: a stage direction in a play [sources > styles]
STAGE_DIRECTION = "stage-direction"
# p: a stanza [sources > exporters styles]
STANZA = "stanza"
# span: a line of verse [sources > pdf exporters styles]
LINE = "line"
# span: the number of a line of verse [sources > pdf releases exporters styles]
LINE_NUMBER = "line-number"

# p: a paragraph that has only the box at the end of a proof [sources > styles]
PROOF_END = "proof-end"
# span: the box at the end of a proof [sources > styles]
END_OF_PROOF = "end-of-proof"

# From the document of a PDF to its layout.

# h1–h6: the running head from this heading on [pdf templates > styles]
DATA_RUNNING = "data-running"
# section: a section that continues in other pieces [pdf > pdf]
DATA_OPEN = "data-open"
# section: a section that another piece began [pdf > pdf]
DATA_SHELL = "data-shell"
# span: words, or a formula and its stop, that stay on one line [pages pdf > styles]
NOWRAP = "nowrap"
# figure table div: whether it may stand at the head of the next page: `yes`, `no` [pdf > pdf]
DATA_FLOAT = "data-float"
# table pre: a block that stays on one page [pdf > styles]
UNBREAKABLE = "unbreakable"
# p li dd span: a block, item or line that stays with the one after it [pdf > styles]
KEPT = "kept"
# p: the last paragraph of a chapter or the like [pdf > styles]
CHAPTER_END = "chapter-end"
# tr: a row that stays on the page of the next one [pdf > styles]
KEPT_ROW = "kept-row"
# table: type and padding a step smaller, since it is too wide [pdf > styles]
SMALL = "small"
# table: two steps smaller [pages pdf > styles]
SMALLER = "smaller"
# table: words of a cell that break, since they are too long [pdf > styles]
BREAKS_WORDS = "breaks-words"
# div: the block of a table that is turned to the left [pdf > pdf styles]
TURNED = "turned"
# thead: a head that a table repeats on a further page [pdf > pdf styles]
DATA_REPEATED = "data-repeated"

# Attributes that trace an element to its source; no product has them.
SOURCE_ATTRIBUTES = (DATA_LINE, DATA_ORIGIN, DATA_NOTE)


def has_class(element: etree._Element | Element, name: str) -> bool:
    """Whether an element has a class, of a tree of lxml or of the layout engine."""
    classes = element.get("class")
    return classes is not None and (classes == name or name in classes.split())


def classes_of(element: etree._Element | Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def add_classes(element: etree._Element, *names: str) -> None:
    """Put classes before those that an element has."""
    element.set("class", " ".join([*names, *classes_of(element)]))


def note_calls(root: etree._Element) -> list[etree._Element]:
    """The calls of notes in reading order; a list, so that the tree may change."""
    return [link for link in root.iter(f"{X}a") if has_class(link, NOTE_CALL)]


def notes_of(root: etree._Element) -> list[etree._Element]:
    """The notes in document order; a list, so that the tree may change."""
    return [aside for aside in root.iter(f"{X}aside") if has_class(aside, FOOTNOTE)]
