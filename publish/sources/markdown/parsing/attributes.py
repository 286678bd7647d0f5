"""Attributes in braces: their names, and a fault for each that is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.parse import (
    HANDLERS,
    ParseError,
    State,
    TokenState,
    handle_scanning,
    handle_scanning_bare_value,
    parse,
)

from publish.guesses import did_you_mean
from publish.model.caption import FLOAT, PRINTED_NUMBER
from publish.sources.markdown.parsing.faults import LineFault, add_fault, line_of

ATTRIBUTES = (
    "id", "class", "lang", "dir", PRINTED_NUMBER, "running", "only", "except",
    "index", "see", "see-also", "range", "sort", "term", "credit", "licence", "ruby",
    "width", FLOAT,
)  # fmt: skip
# Attributes of every block with a syntax of its own; their names are the same in XHTML.
COMMON = ("id", "class", "lang", "dir", "only", "except")
# Those that have the same names in XHTML, also of blocks that may have more.
PLAIN = (*COMMON, PRINTED_NUMBER, FLOAT)
# Those of words in brackets alone.
_OF_WORDS = frozenset({"index", "see", "see-also", "range", "sort", "term", "ruby"})
_OF_BROWSERS = frozenset({"rel", "target"})  # of links, and without meaning in a book
_NOT_WORDS = frozenset({"code_inline", "image", "link_open"})
_BLOCK_RULE = "attr"
_WORDS_RULE = "span"
_REFUSED = "insecure_attrs"  # where the plugin puts those that are not allowed


def use_attributes(markdown: MarkdownIt) -> None:
    """Add the attributes of words, images and blocks to a parser."""
    HANDLERS[State.SCANNING] = _scan
    HANDLERS[State.SCANNING_BARE_VALUE] = _scan_bare_value
    markdown.use(attrs_plugin, spans=True, allowed=ATTRIBUTES)
    words = next(rule for rule in markdown.inline.ruler.__rules__ if rule.name == _WORDS_RULE)
    markdown.inline.ruler.at(_WORDS_RULE, partial(_read_words, words.fn))
    markdown.use(attrs_block_plugin, allowed=ATTRIBUTES)
    rule = next(rule for rule in markdown.block.ruler.__rules__ if rule.name == _BLOCK_RULE)
    markdown.block.ruler.at(_BLOCK_RULE, partial(_read_line, rule.fn), {"alt": rule.alt})
    markdown.core.ruler.before("attr", "block_attributes", _check_block_attributes)
    markdown.core.ruler.push("word_attributes", _check_word_attributes)


def _read_words(read: Callable[..., bool], state: StateInline, silent: bool) -> bool:
    """Read words in brackets as the plugin does, but skip them as plain words.

    What begins with a bracket and is skipped as a whole, on the way to the end of the words of a
    link, is taken for another link; and no link may be in another.
    """
    return not silent and read(state, silent)


def _read_line(
    read: Callable[..., bool], state: StateBlock, line: int, end: int, silent: bool
) -> bool:
    """Read attributes as the plugin does, but no line that has more than one pair of braces."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")
    try:
        last, attributes = parse(text)
    except ParseError:
        return False
    is_whole = last == len(text) - 1 and any(attributes.values())
    return is_whole and read(state, line, end, silent)


def _scan(character: str, position: int, tokens: TokenState) -> State:
    """Refuse what would swallow text: empty braces, and comments, as in `{% … %}`."""
    if character == "%":
        raise ParseError("no comments in attributes", position)
    if character == "}" and not tokens.compile(""):
        raise ParseError("empty braces are text", position)
    return handle_scanning(character, position, tokens)


def _scan_bare_value(character: str, position: int, tokens: TokenState) -> State:
    """Take a percentage for a value without quotation marks, as pandoc does: `width=50%`."""
    if character == "%":
        return State.SCANNING_BARE_VALUE
    return handle_scanning_bare_value(character, position, tokens)


def unknown_attributes(
    names: Iterable[str], known: Sequence[str], line: int
) -> Iterator[LineFault]:
    """A fault for each name that is not one of the known."""
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"valid here: {', '.join(known)}"
            yield LineFault("STR-020", line, f"unknown attribute `{name}`", hint=hint)


def _check_block_attributes(state: StateCore) -> None:
    """Attributes on a line of their own belong to the block that follows."""
    for at, token in enumerate(state.tokens):
        if token.type != "attrs_block":
            continue
        for fault in unknown_attributes(token.attrs, ATTRIBUTES, line_of(token)):
            add_fault(state.env, fault)
        _check_of_words(token.attrs, line_of(token), state)
        following = state.tokens[at + 1 : at + 2]
        if not following or following[0].nesting < 0:
            hint = "write them on the line before a block"
            message = "attributes without a block after them"
            add_fault(state.env, LineFault("STR-020", line_of(token), message, hint=hint))


def _check_of_words(names: Iterable[str], line: int, state: StateCore) -> None:
    """A fault for each attribute that only words in brackets can have."""
    for name in sorted(_OF_WORDS.intersection(names)):
        message = f"the attribute `{name}` is for words alone"
        hint = "put the words in brackets, and write it right after them"
        add_fault(state.env, LineFault("STR-020", line, message, hint=hint))


def _check_word_attributes(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or ():
            if token.type in _NOT_WORDS:
                _check_of_words(token.attrs, line_of(block), state)
            refused = set(token.meta.get(_REFUSED, ()))
            if token.type == "link_open":
                refused -= _OF_BROWSERS
            for fault in unknown_attributes(sorted(refused), ATTRIBUTES, line_of(block)):
                add_fault(state.env, fault)
