"""The formulas and listings of a text, which it need not make again when other words of it change.

They are kept by the name of the text and all that it is read by, so that a changed text finds those
that it held before; and the libraries that make them are loaded for new ones alone.
"""

from __future__ import annotations

import msgspec
from lxml import etree

from publish.sources.code import Piece


class _Kept(msgspec.Struct):
    """MathML by `block` or `inline` and LaTeX; lines of code by language and text."""

    formulas: dict[str, bytes] = {}
    listings: dict[str, list[list[Piece]]] = {}
    languages: list[str] = []


_DECODER = msgspec.msgpack.Decoder(_Kept)
_READER = etree.XMLParser(resolve_entities=False, no_network=True)


class Fragments:
    """What a text is made of beside its words; `content` is what another reading of it left."""

    def __init__(self, content: bytes | None = None) -> None:
        self._before = _decoded(content)
        self._now = _Kept()

    def content(self) -> bytes | None:
        """All that was asked for, to be kept; None where nothing was."""
        return msgspec.msgpack.encode(self._now) if self._now != _Kept() else None

    def formula(self, latex: str, *, display: bool) -> etree._Element:
        """The `math` element of a formula; raises `FormulaError`."""
        name = f"{'block' if display else 'inline'} {latex}"
        made = self._before.formulas.get(name)
        if made is None:
            from publish.sources.latex.conversion import formula

            made = etree.tostring(formula(latex, display=display), encoding="utf-8")
        self._now.formulas[name] = made
        return etree.fromstring(made, _READER)

    def lines(self, text: str, language: str) -> list[list[Piece]]:
        """The lines of a program as `publish.sources.code.highlighting.lines` tells them apart."""
        name = f"{language}\n{text}"
        made = self._before.listings.get(name)
        if made is None:
            from publish.sources.code import highlighting

            made = highlighting.lines(text, language)
        self._now.listings[name] = made
        return made

    def knows(self, language: str) -> bool:
        """Whether the programs of a language can be told apart by kind."""
        known = language in self._before.languages
        if not known:
            from publish.sources.code import highlighting

            known = language in highlighting.languages()
        if known and language not in self._now.languages:
            self._now.languages.append(language)
        return known


def _decoded(content: bytes | None) -> _Kept:
    try:
        return _Kept() if content is None else _DECODER.decode(content)
    except msgspec.DecodeError:
        return _Kept()
