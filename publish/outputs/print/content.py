"""Rewrites the colours of content streams (ISO 32000-1, 8.6 and 8.4.5).

Everything else stays as it is, byte by byte: the operators of text are those of the screen edition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from publish.outputs.print.inks import Ink, Rgb

# Literal strings come first, so that nothing in them is taken for an operator; no operator is in
# those of hexadecimal digits: arrays of them, which are most of a content, are passed over. What is
# possessive (`++`) never matches in two ways.
_TOKEN = re.compile(
    rb"(?P<string>\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\))"
    rb"|\[[-+.<>\da-fA-F\s]*+\]"
    rb"|(?<![^\s\])>])(?:"
    rb"(?P<colour>(?:[-+.\d]++\s++){1,4}+)(?P<operator>rg|RG|g|G|k|K|sc|SC|scn|SCN)"
    rb"|/(?P<space>[^\s/<>\[\]()]++)\s++(?P<selects>cs|CS)"
    rb"|/(?P<state>[^\s/<>\[\]()]++)\s++gs"
    rb"|(?P<stack>[qQ])"
    rb")(?![\w*'\"])",
    re.S,
)
_SPACES = {"rg": "DeviceRGB", "g": "DeviceGray", "k": "DeviceCMYK"}
_OPERATORS = {"DeviceGray": "g", "DeviceRGB": "rg", "DeviceCMYK": "k"}


@dataclass(frozen=True)
class Opacity:
    """The opacities that a graphics state sets, None where it leaves them."""

    fill: float | None = None
    stroke: float | None = None


@dataclass(frozen=True)
class _Painting:
    """How areas or lines are painted: the name of a colour space, the colour in it, opacity."""

    space: str = "DeviceGray"
    parts: tuple[float, ...] = (0.0,)
    opacity: float = 1.0


@dataclass
class ColourWriter:
    """The colours of one page or form, whose content may come in parts.

    `ink_of` and `ink_of_cmyk` give the ink of a colour, `to_rgb` the colour of the parts in a space
    that is not a device's (None if it has none, as a pattern), `opacities` those of the graphics
    states. With `flattened` what is translucent becomes as light as it is on white.
    """

    ink_of: Callable[[Rgb], Ink]
    ink_of_cmyk: Callable[[tuple[float, ...]], Ink]
    to_rgb: Callable[[str, tuple[float, ...]], Rgb | None]
    opacities: Mapping[str, Opacity]
    flattened: bool
    _fill: _Painting = field(default_factory=_Painting)
    _stroke: _Painting = field(default_factory=_Painting)
    _stack: list[tuple[_Painting, _Painting]] = field(default_factory=list)

    def rewrite(self, content: bytes) -> bytes:
        """A part of the content with the inks of its colours."""
        return _TOKEN.sub(self._rewrite, content)

    def _rewrite(self, token: re.Match[bytes]) -> bytes:
        if operator := token["operator"]:
            return self._colour(operator.decode(), token)
        if space := token["space"]:
            return self._select(space.decode(), token["selects"] == b"CS", token[0])
        if state := token["state"]:
            return self._state(state.decode(), token[0])
        if stack := token["stack"]:
            self._push_or_pop(stack)
        return token[0]

    def _push_or_pop(self, operator: bytes) -> None:
        if operator == b"q":
            self._stack.append((self._fill, self._stroke))
        elif self._stack:
            self._fill, self._stroke = self._stack.pop()

    def _colour(self, operator: str, token: re.Match[bytes]) -> bytes:
        parts = tuple(map(float, token["colour"].split()))
        strokes = operator.isupper()
        painting = self._stroke if strokes else self._fill
        space = _SPACES.get(operator.lower()) or painting.space
        painting = replace(painting, space=space, parts=parts)
        self._set(painting, strokes=strokes)
        return self._written(painting, strokes=strokes) or token[0]

    def _select(self, space: str, strokes: bool, written: bytes) -> bytes:
        """A colour space: where colours have an ink, they come with their own."""
        painting = self._stroke if strokes else self._fill
        first = (0.0, 0.0, 0.0, 1.0) if space == "DeviceCMYK" else (0.0,) * 3
        painting = replace(painting, space=space, parts=first)
        self._set(painting, strokes=strokes)
        return self._written(painting, strokes=strokes) or written

    def _state(self, name: str, written: bytes) -> bytes:
        opacity = self.opacities.get(name)
        if opacity is None or not self.flattened:
            return written
        parts = [written]
        for strokes, new in ((False, opacity.fill), (True, opacity.stroke)):
            painting = self._stroke if strokes else self._fill
            if new is not None and new != painting.opacity:
                painting = replace(painting, opacity=new)
                self._set(painting, strokes=strokes)
                parts.append(self._written(painting, strokes=strokes))
        return b" ".join(filter(None, parts))

    def _set(self, painting: _Painting, *, strokes: bool) -> None:
        if strokes:
            self._stroke = painting
        else:
            self._fill = painting

    def _written(self, painting: _Painting, *, strokes: bool) -> bytes:
        """The operator of a colour; empty for what has none, as a pattern."""
        ink = self._ink(painting)
        if ink is None:
            return b""
        numbers = " ".join(map(_number, ink.parts))
        if ink.space not in _OPERATORS:
            selects, sets = ("CS", "SCN") if strokes else ("cs", "scn")
            return f"/{ink.space} {selects} {numbers} {sets}".encode()
        operator = _OPERATORS[ink.space]
        return f"{numbers} {operator.upper() if strokes else operator}".encode()

    def _ink(self, painting: _Painting) -> Ink | None:
        parts, lighter = painting.parts, self.flattened and painting.opacity < 1
        if painting.space == "DeviceCMYK":
            share = painting.opacity if lighter else 1
            return self.ink_of_cmyk(tuple(part * share for part in parts))
        if painting.space == "DeviceGray":
            rgb: Rgb | None = (parts[0],) * 3
        elif painting.space == "DeviceRGB":
            rgb = parts[0], parts[1], parts[2]
        else:
            rgb = self.to_rgb(painting.space, parts)
        if rgb is None:
            return None
        if lighter:
            red, green, blue = (1 - (1 - part) * painting.opacity for part in rgb)
            rgb = red, green, blue
        return self.ink_of(rgb)


def _number(value: float) -> str:
    return f"{round(value, 4) or 0:.4f}".rstrip("0").rstrip(".")
