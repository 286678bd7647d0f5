"""The words of a finished PDF as they are drawn, and copies of it that lack one of them.

Read from the content streams and the structure tree by code of the test's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from tests.conservation.manuscript_words import bare
from tests.verify.retyping import _alphabet

_KINDS = {
    "TOC": "contents", "Caption": "caption", "Note": "note", "TH": "cell", "TD": "cell",
    "Index": "index", "LBody": "list", "Code": "code", "Formula": "drawn", "Figure": "drawn",
    "Link": "link", "Reference": "link", **{f"H{rank}": "heading" for rank in range(1, 7)},
}  # fmt: skip
_NEAREST = frozenset({"drawn", "caption", "note"})  # whatever they are in
_FURNITURE = {"Header": "running head", "Footer": "folio"}
GENERATED = "generated page"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or the part of one that is drawn at once: its page, the number of the operator that
    draws it, and the range of its glyphs."""

    page: int
    operator: int
    start: int
    end: int
    word: str
    kind: str


@dataclass(slots=True)
class _Sequence:
    """The kind of a marked-content sequence, and whether it has ActualText."""

    kind: str
    has_actual_text: bool = False


class PdfWords:
    """One PDF, with every word of its pages but those of drawings, formulas and ActualText, whose
    glyphs are not the words."""

    def __init__(self, product: Path) -> None:
        self._pdf = pikepdf.open(product)
        self.words = list(self._words())

    def _words(self) -> Iterator[Word]:
        kinds = dict(_kinds(self._pdf))
        for number, page in enumerate(self._pdf.pages):
            for at, glyphs, alphabet, sequence in _drawn(page, number, kinds):
                if sequence.has_actual_text or sequence.kind == "drawn":
                    continue
                characters = [alphabet.get(glyph, "?") for glyph in glyphs]
                for start, end in _spans(characters):
                    word = "".join(characters[start:end])
                    if bare(word):
                        yield Word(number, at, start, end, word, sequence.kind)

    @staticmethod
    def place(word: Word) -> int:
        """Where a word is; of one place only one word is removed at a time."""
        return word.page

    def without(self, words: Sequence[Word], target: Path) -> Path:
        """A copy in which the glyphs of some words, each of another page, are not drawn."""
        before = {word.page: self._pdf.pages[word.page].obj.Contents for word in words}
        for word in words:
            self._remove(word)
        self._pdf.save(target)
        for page, contents in before.items():
            self._pdf.pages[page].obj.Contents = contents
        return target

    def _remove(self, word: Word) -> None:
        page = self._pdf.pages[word.page]
        instructions = list(pikepdf.parse_content_stream(page))
        chosen = instructions[word.operator]
        glyphs = list(_glyphs(chosen.operands[0]))
        codes = pikepdf.String(b"".join(glyphs[: word.start] + glyphs[word.end :]))
        lacking = pikepdf.ContentStreamInstruction([pikepdf.Array([codes])], chosen.operator)
        instructions[word.operator] = lacking
        page.obj.Contents = self._pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _spans(characters: list[str]) -> Iterator[tuple[int, int]]:
    start = None
    for at, character in enumerate([*characters, " "]):
        if character.isspace():
            if start is not None:
                yield start, at
            start = None
        elif start is None:
            start = at


def _kinds(pdf: pikepdf.Pdf) -> Iterator[tuple[tuple[int, int], str]]:
    """The kind of each sequence by its page and MCID.

    That of the outermost element that has one, or of the nearest in `_NEAREST`.
    """
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def walk(
        kid: pikepdf.Object, page: int | None, kind: str
    ) -> Iterator[tuple[tuple[int, int], str]]:
        if isinstance(kid, pikepdf.Array):
            for each in kid:
                yield from walk(each, page, kind)
        elif isinstance(kid, pikepdf.Dictionary):
            page = pages[kid.Pg.objgen] if "/Pg" in kid else page
            if kid.get("/Type") == "/MCR":
                yield (page or 0, int(kid.MCID)), kind
            elif "/S" in kid:
                own = _KINDS.get(str(kid.S)[1:], kind)
                kind = own if kind == "text" or own in _NEAREST else kind
                yield from walk(kid.get("/K", pikepdf.Array()), page, kind)
        elif page is not None:
            yield (page, int(kid)), kind

    top = pdf.Root.StructTreeRoot.K
    for document in top if isinstance(top, pikepdf.Array) else [top]:
        for element in document.K:
            is_generated = str(element.S) == "/Sect" and _only_paragraphs(element)
            yield from walk(element, None, GENERATED if is_generated else "text")


def _only_paragraphs(element: pikepdf.Object) -> bool:
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    return all(isinstance(kid, pikepdf.Dictionary) and str(kid.S) == "/P" for kid in kids)


_Drawn = tuple[int, list[bytes], dict[bytes, str], _Sequence]


def _drawn(
    page: pikepdf.Page, number: int, kinds: dict[tuple[int, int], str]
) -> Iterator[_Drawn]:  # fmt: skip
    alphabets = {name: _alphabet(font) for name, font in page.resources.get("/Font", {}).items()}
    current: dict[bytes, str] = {}
    within = [_Sequence("unmarked")]
    for at, instruction in enumerate(pikepdf.parse_content_stream(page)):
        match str(instruction.operator):
            case "Tf":
                current = alphabets[str(instruction.operands[0])]
            case "BMC" | "BDC":
                within.append(_begun(list(instruction.operands), number, kinds, within[-1]))
            case "EMC":
                within.pop()
            case "TJ":
                yield at, list(_glyphs(instruction.operands[0])), current, within[-1]


def _begun(
    operands: list[pikepdf.Object],
    page: int,
    kinds: dict[tuple[int, int], str],
    outer: _Sequence,
) -> _Sequence:
    operand = operands[1] if len(operands) > 1 else None
    properties = operand if isinstance(operand, pikepdf.Dictionary) else pikepdf.Dictionary()
    has_actual_text = outer.has_actual_text or "/ActualText" in properties
    if "/MCID" in properties:
        return _Sequence(kinds.get((page, int(properties.MCID)), "text"), has_actual_text)
    if str(operands[0]) == "/Artifact":
        return _Sequence(
            _FURNITURE.get(str(properties.get("/Subtype", ""))[1:], "drawn"), has_actual_text
        )
    return _Sequence(outer.kind, has_actual_text)


def _glyphs(array: pikepdf.Object) -> Iterator[bytes]:
    for part in array:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            yield from (codes[at : at + 2] for at in range(0, len(codes), 2))
