"""Captions, and the kinds of elements that have them: figures, tables, listings, theorems.

`CAPTION_KINDS` is the table of kinds. Its words are in the language files: `[captions]` has the
label ("Figure {}"), `[lists]` the title of the list after the contents.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from publish.model.markup import X, classes_of

# Where HTML has the caption of an element: in a `figure`, and in a `table`.
CAPTION_ELEMENTS = ("figcaption", "caption")
# The attribute of an author for a number that is kept as printed.
PRINTED_NUMBER = "number"
# The attribute of an author for an element that stays where it is in the text: `float=false`.
FLOAT = "float"
# The kinds that may stand elsewhere in print.
FLOATING_KINDS = frozenset({"figure", "table", "listing"})


class CaptionKind(msgspec.Struct, frozen=True):
    """The kind of element that a caption belongs to; each kind is numbered by itself.

    An element is of a kind by its class, which is the name of the kind, or by its `element`.
    `plural` names the list of the kind in the manifest, `list_role` is the term that EPUB 3
    Structural Semantics (4.3) has for the list. `bare_label` is printed in place of the label from
    the language files, without a separator; references still use the word. Kinds with the same
    `family` can be counted together; a statement is a theorem or the like, a text of its own.
    """

    name: str
    plural: str
    element: str = ""
    list_role: str = ""
    bare_label: str = ""
    family: str = ""
    is_statement: bool = False


def _statement(name: str, plural: str, family: str = "theorem") -> CaptionKind:
    return CaptionKind(name, plural, family=family, is_statement=True)


_FIGURE = CaptionKind("figure", "figures", list_role="loi")
CAPTION_KINDS = {
    kind.name: kind
    for kind in (
        _FIGURE,
        CaptionKind("table", "tables", element="table", list_role="lot"),
        CaptionKind("listing", "listings"),
        CaptionKind("equation", "equations", bare_label="({})"),
        _statement("theorem", "theorems"),
        _statement("lemma", "lemmas"),
        _statement("proposition", "propositions"),
        _statement("corollary", "corollaries"),
        _statement("definition", "definitions"),
        _statement("example", "examples"),
        _statement("exercise", "exercises", family=""),
    )
}


def captions_in(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Each captioned element below `root` with its caption, in document order."""
    for caption in root.iter(*(f"{X}{name}" for name in CAPTION_ELEMENTS)):
        captioned = caption.getparent()
        if captioned is None:
            raise ValueError("a caption needs a parent element")
        yield captioned, caption


def kind_of(captioned: etree._Element) -> CaptionKind:
    """The kind of a captioned element; a `figure` without the class of another is a figure."""
    kinds, classes = CAPTION_KINDS.values(), classes_of(captioned)
    by_element = (kind for kind in kinds if captioned.tag == f"{X}{kind.element}")
    by_class = (kind for kind in kinds if kind.name in classes)
    return next(by_element, next(by_class, _FIGURE))


class Caption(msgspec.Struct, frozen=True):
    """A caption: `number` is bare ("2.3"), `label` is printed before the title ("Table 2.3").

    `id` is that of the captioned element, `section_id` that of its section. `name` is the text of a
    reference: the label, but "Equation (3)" for the label "(3)". `language` is that of the title,
    `label_language` that of label and name; each is "" for the book's.
    """

    id: str
    kind: CaptionKind
    number: str
    label: str
    name: str
    separator: str
    title: str
    section_id: str
    language: str = ""
    label_language: str = ""

    @property
    def full_text(self) -> str:
        """The text of a list entry or a full reference: "Table 3. Depths"."""
        return f"{self.name}{self.separator if self.title else ''}{self.title}"
