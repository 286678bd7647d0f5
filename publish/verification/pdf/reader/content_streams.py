"""The marked content, artifacts and resources of content streams (ISO 32000-1, 7.8.2, 8.10, 9.4,
14.6).

That is: the kind of artifact that a text is in, its ActualText, and the glyphs, forms and settings
that the stream uses. Common tokens are split here, many at a time; a stream with others (strings in
arrays, nested dictionaries, inline images) is parsed by pikepdf.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec
import pikepdf

from publish.verification.pdf.reader.objects import Value, to_text
from publish.verification.pdf.reader.to_unicode import ShownText

_STRING = rb"\((?:[^()\\]|\\[\s\S])*\)"
_CODES = rb"<[0-9A-Fa-f\s]*>"
_TOKENS = (
    rb"\[[^\[\]()%]*\]",  # an array without strings in round brackets
    rb"/[^\s()<>\[\]{}/%]*",  # a name
    rb"[A-Za-z'\"][A-Za-z0-9*'\"]*",  # an operator
    rb"<<(?:[^<>()%]|" + _CODES + rb"|" + _STRING + rb")*>>",  # a dictionary
    _CODES,
    _STRING,
    rb"%[^\r\n]*",  # a comment
    rb"[(\[]|<<",  # the start of any other array, string or dictionary
)
_TOKEN = re.compile(rb"|".join(_TOKENS))
_ANY_CODE = re.compile(rb"<\s*[0-9A-Fa-f]|\((?!\))")
_ONLY_MCID = re.compile(rb"<<\s*/MCID\s+(\d+)\s*>>")
_UNUSUAL = frozenset({b"(", b"[", b"<<", b"BI"})
_SHOWING = frozenset({b"TJ", b"Tj", b"'", b'"'})
_BEGINNING = frozenset({b"BDC", b"BMC"})
_OPERATORS = "q Q Tf TJ Tj ' \" BDC BMC EMC Do gs"

Instruction = tuple[bytes, list[bytes]]  # an operator and its operands, without numbers


class UsedResources(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The resources that a stream names: glyphs of fonts, XObjects, graphics states, properties.

    Codes have two bytes; None stands for all glyphs of the font.
    """

    fonts: dict[str, list[int] | None]
    xobjects: list[str]
    graphics_states: list[str]
    properties: list[str]


@dataclass(slots=True)
class StreamContent:
    """The content of one stream.

    `unmarked` has, for each piece of text without an MCID, in order, the subtype of its artifact
    and its ActualText, which is whole at the first piece and "" at others. `actual_text` and
    `shown` are by MCID: the ActualText of sequences, and for each piece of their text the operands
    that show it, with their font. Pieces with an ActualText of their own have that, under no font,
    whole at the first and "" at others. `figures` are the XObjects of each figure by MCID.
    """

    unmarked: list[tuple[str, str | None]] = field(default_factory=list)
    actual_text: dict[int, str] = field(default_factory=dict)
    shown: dict[int, list[ShownText]] = field(default_factory=dict)
    fonts: dict[str, list[bytes]] = field(default_factory=dict)  # what is shown in each
    xobjects: set[str] = field(default_factory=set)
    graphics_states: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    figures: dict[int, list[str]] = field(default_factory=dict)

    @property
    def used_resources(self) -> UsedResources:
        """The resources that it names, sorted."""
        fonts = {name: _codes(operands) for name, operands in sorted(self.fonts.items())}
        names = (sorted(each) for each in (self.xobjects, self.graphics_states, self.properties))
        return UsedResources(fonts, *names)

    def has_own_texts(self, mcid: int) -> bool:
        """Whether a marked sequence has pieces with an ActualText of their own.

        Of these PDFium shows only what the font has as well, and it guesses the spaces around them.
        """
        return any(not font for font, _ in self.shown.get(mcid, ()))


StreamOwner = pikepdf.Object | pikepdf.Page
Properties = Callable[[str], Value]  # a property list by its name in the resources


def read_content(stream: bytes, owner: StreamOwner, properties: Properties) -> StreamContent:
    """Read the decoded bytes of the content of `owner`, a page or a form."""
    tokens = _TOKEN.findall(stream)
    usual = _UNUSUAL.isdisjoint(tokens)
    return _ContentReader(properties).read(_instructions(tokens) if usual else _parsed(owner))


def _instructions(tokens: list[bytes]) -> Iterator[Instruction]:
    operands: list[bytes] = []
    for token in tokens:
        if token[:1].isalpha() or token in _SHOWING:
            yield token, operands
            operands = []
        elif token[0] != 37:  # a comment
            operands.append(token)


def _parsed(owner: StreamOwner) -> Iterator[Instruction]:
    """The same for any stream, by the library: right for all, and slow."""
    for instruction in pikepdf.parse_content_stream(owner, _OPERATORS):
        if isinstance(instruction, pikepdf.ContentStreamInstruction):
            operands = [_to_bytes(operand) for operand in instruction.operands]
            yield str(instruction.operator).encode(), operands


def _to_bytes(operand: object) -> bytes:
    if isinstance(operand, pikepdf.String):
        return _hexadecimal(operand)
    if isinstance(operand, pikepdf.Array):
        strings = (each for each in operand if isinstance(each, pikepdf.String))
        return b"[%s]" % b"".join(map(_hexadecimal, strings))
    return operand.unparse() if isinstance(operand, pikepdf.Object) else b"0"


class _ContentReader:
    def __init__(self, properties: Properties) -> None:
        self._properties = properties
        self._content = StreamContent()
        # The open sequences: the subtype and ActualText of an artifact; "marked" and an MCID;
        # "words" and the ActualText of a piece of a marked one.
        self._open: list[tuple[str, str | None] | None] = []
        self._font = ""
        self._fonts: list[str] = []

    def read(self, instructions: Iterator[Instruction]) -> StreamContent:
        for operator, operands in instructions:
            if operator in _SHOWING:
                self._show(operands)
            elif operator == b"EMC":
                del self._open[-1:]
            elif operator in _BEGINNING:
                self._open.append(self._begin(operands))
            else:
                self._set(operator, operands)
        return self._content

    def _set(self, operator: bytes, operands: list[bytes]) -> None:
        match operator:
            case b"q":
                self._fonts.append(self._font)
            case b"Q" if self._fonts:
                self._font = self._fonts.pop()
            case b"Tf":
                self._font = _name(operands[0])
            case b"gs":
                self._content.graphics_states.add(_name(operands[0]))
            case b"Do":
                self._content.xobjects.add(name := _name(operands[0]))
                if (figure := self._content.figures.get(self._marked())) is not None:
                    figure.append(name)

    def _show(self, operands: list[bytes]) -> None:
        self._content.fonts.setdefault(self._font, []).extend(operands)
        if not any(map(_ANY_CODE.search, operands)):
            return  # it only moves
        at = next((n for n in reversed(range(len(self._open))) if self._open[n]), None)
        kind, text = (at is not None and self._open[at]) or ("", None)
        if kind in ("marked", "words"):
            self._show_marked(operands)
        else:
            self._content.unmarked.append((kind, text))
            if at is not None and text:
                self._open[at] = kind, ""

    def _show_marked(self, operands: list[bytes]) -> None:
        """Add a piece to a marked sequence, or its ActualText, once."""
        sequences = [each for each in self._open if each]
        kind, text = sequences[-1]
        piece = (self._font, b"".join(operands)) if kind == "marked" else ("", text or "")
        self._content.shown.setdefault(self._marked(), []).append(piece)
        if text and kind == "words":
            self._open[self._open.index(sequences[-1])] = "words", ""

    def _marked(self) -> int:
        """The MCID of the innermost marked sequence that is open; -1 outside."""
        marked = (each[1] for each in reversed(self._open) if each and each[0] == "marked")
        return int(next(marked, None) or -1)

    def _begin(self, operands: list[bytes]) -> tuple[str, str | None] | None:
        """An entry for a sequence that begins; None where it says nothing."""
        if len(operands) < 2:
            return ("", None) if operands == [b"/Artifact"] else None
        if match := _ONLY_MCID.fullmatch(operands[1]):
            if operands[0] == b"/Figure":
                self._content.figures[int(match[1])] = []
            return "marked", match[1].decode()
        properties = self._property_list(operands[1])
        text = to_text(properties["/ActualText"]) if "/ActualText" in properties else None
        if "/MCID" in properties:
            if text is not None and not operands[1].startswith(b"/"):
                self._content.actual_text[int(properties["/MCID"])] = text
            return "marked", str(properties["/MCID"])
        if operands[0] != b"/Artifact":
            in_marked = any(each and each[0] == "marked" for each in self._open)
            return ("words", text) if in_marked and text is not None else None
        return to_text(properties.get("/Subtype")), text

    def _property_list(self, operand: bytes) -> dict[str, Value]:
        if operand.startswith(b"/"):
            self._content.properties.add(_name(operand))
            properties = self._properties(_name(operand))
        else:
            parsed = pikepdf.Object.parse(operand)
            properties = msgspec.json.decode(parsed.to_json(schema_version=2))
        return properties if isinstance(properties, dict) else {}


def _name(token: bytes) -> str:
    """A name as the library gives it, with its slash; "#" escapes a character (7.3.5)."""
    return str(pikepdf.Object.parse(token)) if b"#" in token else token.decode("latin-1")


def _codes(operands: list[bytes]) -> list[int] | None:
    """The codes of two bytes in some operands; None where a string has an odd number of bytes."""
    texts = b"".join(
        _hexadecimal(pikepdf.Object.parse(each)) if each.startswith(b"(") else each
        for each in operands
    )
    codes: set[int] = set()
    for piece in set(texts.split(b"<")):
        string, closed, _ = piece.partition(b">")
        digits = b"".join(string.split())
        if closed and len(digits) % 4:
            return None
        starts = range(0, len(digits) if closed else 0, 4)
        codes.update(int(digits[at : at + 4], 16) for at in starts)
    return sorted(codes)


def _hexadecimal(string: pikepdf.Object) -> bytes:
    return b"<%s>" % bytes(string).hex().encode()
