"""What each piece of a program is, by Pygments; the text itself is never changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

from publish.sources.code import Piece
from publish.sources.code.excerpts import rows

# Few kinds, each of which a theme can tell apart without colour; the nearest one above a token's
# type decides.
_KINDS = {
    Token.Comment: "comment",
    Token.Keyword: "keyword",
    Token.Operator.Word: "keyword",
    Token.Literal.String: "string",
    Token.Literal.Number: "number",
    Token.Name.Function: "name",
    Token.Name.Class: "name",
    Token.Name.Decorator: "name",
    Token.Name.Tag: "name",
    Token.Name.Attribute: "name",
    Token.Generic.Prompt: "prompt",
    Token.Generic.Heading: "keyword",
}
KINDS = tuple(dict.fromkeys(_KINDS.values()))


@cache
def languages() -> frozenset[str]:
    """The names of languages that can be told apart."""
    return frozenset(alias for _, aliases, *_ in get_all_lexers() for alias in aliases)


def lines(text: str, language: str) -> list[list[Piece]]:
    """The lines of a program, each with its line end, as pieces that are told apart by kind.

    A language that is not known gives plain lines.
    """
    found: list[list[Piece]] = [[]]
    for kind, piece in _pieces(text, language):
        for part in rows(piece):
            line = found[-1]
            before = line.pop()[1] if line and line[-1][0] == kind else ""
            line.append((kind, before + part))  # one element for a run, not two beside each other
            if part.endswith("\n"):
                found.append([])
    return found if found[-1] else found[:-1]


def _pieces(text: str, language: str) -> list[Piece]:
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return [("", text)]
    found = [(_kind(token), piece) for token, piece in lexer.get_tokens(text)]
    # Some lexers take signs away or put line ends in: then the text is worth more than its colours.
    kept = "".join(piece for _, piece in found) == text
    return _without_spaces(found) if kept else [("", text)]


def _without_spaces(pieces: list[Piece]) -> list[Piece]:
    """Spaces behind a piece belong to nothing; a layout breaks lines at them more readily there."""
    parted: list[Piece] = []
    for kind, text in pieces:
        shown = text.rstrip(" ")
        parted += [(kind, shown), ("", text[len(shown) :])]
    return [piece for piece in parted if piece[1]]


@cache
def _kind(token: _TokenType) -> str:
    return next((_KINDS[each] for each in _upwards(token) if each in _KINDS), "")


def _upwards(token: _TokenType | None) -> Iterator[_TokenType]:
    while token is not None:
        yield token
        token = token.parent
