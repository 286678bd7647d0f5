"""What a content stream says beside what it draws (ISO 32000-1, 7.8.2, 8.10, 9.4 and 14.6).

That is: which text belongs to an artifact and to which kind, what a sequence reads as, and which
glyphs, forms and settings the stream uses. The usual signs are taken apart here, many at a time;
a stream that holds others (strings in arrays, nested dictionaries, inline images) goes to pikepdf.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec
import pikepdf

from publish.verify.pdf.reader.objects import Value, words
from publish.verify.pdf.reader.to_unicode import Shown

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
    rb"[(\[]|<<",  # what begins another array, string or dictionary
)
_TOKEN = re.compile(rb"|".join(_TOKENS))
_ONLY_MARKED = re.compile(rb"<<\s*/MCID\s+(\d+)\s*>>")
_BEYOND = frozenset({b"(", b"[", b"<<", b"BI"})
_SHOWING = frozenset({b"TJ", b"Tj", b"'", b'"'})
_OPERATORS = "q Q Tf TJ Tj ' \" BDC BMC EMC Do gs"

Step = tuple[bytes, list[bytes]]  # an operator and its operands, without numbers


class Uses(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What a stream asks for by name: glyphs of fonts, forms and images, settings, properties.

    Codes are of two bytes; None stands for all that the font has.
    """

    fonts: dict[str, list[int] | None]
    drawings: list[str]
    settings: list[str]
    properties: list[str]


@dataclass(slots=True)
class Content:
    """One content stream.

    `around` has, for each piece of text without a number, in order, the subtype of the artifact it
    is in and what that reads as, if it says so: all at its first piece, "" at others. `spoken` is
    what numbered sequences read as, `shown` what they show: operands with their fonts, and in the
    place of pieces that say what they read as these words, under no font.
    """

    around: list[tuple[str, str | None]] = field(default_factory=list)
    spoken: dict[int, str] = field(default_factory=dict)
    shown: dict[int, list[Shown]] = field(default_factory=dict)
    fonts: dict[str, list[bytes]] = field(default_factory=dict)  # what is shown in each
    drawings: set[str] = field(default_factory=set)
    settings: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)

    @property
    def uses(self) -> Uses:
        """What it asks for, sorted."""
        fonts = {name: _codes(found) for name, found in sorted(self.fonts.items())}
        named = (sorted(some) for some in (self.drawings, self.settings, self.properties))
        return Uses(fonts, *named)


Holder = pikepdf.Object | pikepdf.Page
Properties = Callable[[str], Value]  # a property list by its name in the resources


def read_content(stream: bytes, whole: Holder, properties: Properties) -> Content:
    """Read the decoded bytes of a page's content or of a form, which pikepdf has as `whole`."""
    tokens = _TOKEN.findall(stream)
    plain = _BEYOND.isdisjoint(tokens)
    return _Reader(properties).read(_steps(tokens) if plain else _parsed(whole))


def _steps(tokens: list[bytes]) -> Iterator[Step]:
    operands: list[bytes] = []
    for token in tokens:
        if token[:1].isalpha() or token in _SHOWING:
            yield token, operands
            operands = []
        elif token[0] != 37:  # a comment
            operands.append(token)


def _parsed(whole: Holder) -> Iterator[Step]:
    """The same of any stream, by the library: right for all, and slow."""
    for instruction in pikepdf.parse_content_stream(whole, _OPERATORS):
        if isinstance(instruction, pikepdf.ContentStreamInstruction):
            operands = [_written(operand) for operand in instruction.operands]
            yield str(instruction.operator).encode(), operands


def _written(operand: object) -> bytes:
    if isinstance(operand, pikepdf.String):
        return _in_codes(operand)
    if isinstance(operand, pikepdf.Array):
        return b"[%s]" % b"".join(_written(each) for each in operand if _is_string(each))
    return operand.unparse() if isinstance(operand, pikepdf.Object) else b"0"


def _is_string(found: object) -> bool:
    return isinstance(found, pikepdf.String)


class _Reader:
    def __init__(self, properties: Properties) -> None:
        self._properties = properties
        self._found = Content()
        # The sequences that are open: the kind of an artifact and what it reads as; "marked" and a
        # number; "words" and what a piece of one reads as.
        self._within: list[tuple[str, str | None] | None] = []
        self._font = ""
        self._fonts: list[str] = []

    def read(self, steps: Iterator[Step]) -> Content:
        begun = {b"BDC", b"BMC"}
        for operator, operands in steps:
            if operator in _SHOWING:
                self._show(operands)
            elif operator == b"EMC":
                del self._within[-1:]
            elif operator in begun:
                self._within.append(self._begin(operands))
            else:
                self._set(operator, operands)
        return self._found

    def _set(self, operator: bytes, operands: list[bytes]) -> None:
        match operator:
            case b"q":
                self._fonts.append(self._font)
            case b"Q" if self._fonts:
                self._font = self._fonts.pop()
            case b"Tf":
                self._font = _name(operands[0])
            case b"gs":
                self._found.settings.add(_name(operands[0]))
            case b"Do":
                self._found.drawings.add(_name(operands[0]))

    def _show(self, operands: list[bytes]) -> None:
        self._found.fonts.setdefault(self._font, []).extend(operands)
        at = next((n for n in reversed(range(len(self._within))) if self._within[n]), None)
        kind, spoken = (at is not None and self._within[at]) or ("", None)
        if kind in ("marked", "words"):
            self._spell(operands)
        else:
            self._found.around.append((kind, spoken))
            if at is not None and spoken:
                self._within[at] = kind, ""

    def _spell(self, operands: list[bytes]) -> None:
        """Note what a numbered sequence shows, or once what a piece of it reads as."""
        open_ = [each for each in self._within if each]
        number = next((said for kind, said in reversed(open_) if kind == "marked"), None)
        if number is None:
            return
        shown = self._found.shown.setdefault(int(number), [])
        if open_[-1][0] == "marked":
            shown.extend((self._font, operand) for operand in operands)
        elif words_ := open_[-1][1]:
            shown.append(("", words_))
            self._within[self._within.index(open_[-1])] = "words", ""

    def _begin(self, operands: list[bytes]) -> tuple[str, str | None] | None:
        """ "marked" and the number that a sequence has, the subtype of an artifact, else None."""
        if len(operands) < 2:
            return ("", None) if operands == [b"/Artifact"] else None
        if found := _ONLY_MARKED.fullmatch(operands[1]):
            return "marked", found[1].decode()
        held = self._listed(operands[1])
        spoken = words(held["/ActualText"]) if "/ActualText" in held else None
        if "/MCID" in held:
            if spoken is not None and not operands[1].startswith(b"/"):
                self._found.spoken[int(held["/MCID"])] = spoken
            return "marked", str(held["/MCID"])
        if operands[0] != b"/Artifact":
            within = any(each and each[0] == "marked" for each in self._within)
            return ("words", spoken) if within and spoken is not None else None
        return words(held.get("/Subtype")), spoken

    def _listed(self, operand: bytes) -> dict[str, Value]:
        if operand.startswith(b"/"):
            self._found.properties.add(_name(operand))
            held = self._properties(_name(operand))
        else:
            held = msgspec.json.decode(pikepdf.Object.parse(operand).to_json(schema_version=2))
        return held if isinstance(held, dict) else {}


def _name(token: bytes) -> str:
    """A name as the library gives it, with its slash; "#" writes a sign by its number (7.3.5)."""
    return str(pikepdf.Object.parse(token)) if b"#" in token else token.decode("latin-1")


def _codes(shown: list[bytes]) -> list[int] | None:
    """The codes of two bytes in some operands; None where a string cannot be cut so."""
    literal = (each.startswith(b"(") for each in shown)
    texts = b"".join(
        _in_codes(pikepdf.Object.parse(each)) if written else each
        for written, each in zip(literal, shown, strict=True)
    )
    found: set[int] = set()
    for piece in set(texts.split(b"<")):
        string, closed, _ = piece.partition(b">")
        code = b"".join(string.split())
        if closed and len(code) % 4:
            return None
        found.update(int(code[at : at + 4], 16) for at in range(0, len(code) if closed else 0, 4))
    return sorted(found)


def _in_codes(string: pikepdf.Object) -> bytes:
    return b"<%s>" % bytes(string).hex().encode()
