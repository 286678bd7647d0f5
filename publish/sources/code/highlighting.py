"""Syntax highlighting by Pygments; the text itself is never changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name, get_all_lexers
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

from publish.sources.code import CodeToken
from publish.sources.code.excerpts import split_lines

# Few kinds, which a theme can distinguish without colour; the nearest one above a token's type
# applies.
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


def is_language(name: str) -> bool:
    """Whether Pygments knows a language, by itself or by what is installed beside it."""
    return name in _own_languages() or name in languages()


@cache
def _own_languages() -> frozenset[str]:
    """Those of Pygments itself, which are known without a search for others."""
    return frozenset(alias for _, aliases, *_ in get_all_lexers(plugins=False) for alias in aliases)


@cache
def languages() -> frozenset[str]:
    """The names of all languages that Pygments knows."""
    return frozenset(alias for _, aliases, *_ in get_all_lexers() for alias in aliases)


def highlight(text: str, language: str) -> list[list[CodeToken]]:
    """The lines of a program, each with its line end, as tokens by kind.

    A language that is not known gives plain lines.
    """
    lines: list[list[CodeToken]] = [[]]
    for kind, token in _tokens(text, language):
        for part in split_lines(token):
            line = lines[-1]
            before = line.pop()[1] if line and line[-1][0] == kind else ""
            line.append((kind, before + part))  # one token for neighbours of the same kind
            if part.endswith("\n"):
                lines.append([])
    return lines if lines[-1] else lines[:-1]


def _tokens(text: str, language: str) -> list[CodeToken]:
    try:
        lexer = _lexer_class(language)(stripnl=False, ensurenl=False)
    except ClassNotFound:
        return [("", text)]
    tokens = [(_kind(token), part) for token, part in lexer.get_tokens(text)]
    # Some lexers remove characters or add line ends: then the text matters more than its colours.
    is_complete = "".join(part for _, part in tokens) == text
    return _without_trailing_spaces(tokens) if is_complete else [("", text)]


def _without_trailing_spaces(tokens: list[CodeToken]) -> list[CodeToken]:
    """Tokens whose trailing spaces have no kind: the layout breaks lines there more readily."""
    split: list[CodeToken] = []
    for kind, text in tokens:
        shown = text.rstrip(" ")
        split += [(kind, shown), ("", text[len(shown) :])]
    return [token for token in split if token[1]]


@cache
def _lexer_class(language: str) -> type[Lexer]:
    """The lexer of a language, which Pygments searches among hundreds; raises `ClassNotFound`."""
    return find_lexer_class_by_name(language)


@cache
def _kind(token: _TokenType) -> str:
    return next((_KINDS[each] for each in _with_parents(token) if each in _KINDS), "")


def _with_parents(token: _TokenType | None) -> Iterator[_TokenType]:
    while token is not None:
        yield token
        token = token.parent
