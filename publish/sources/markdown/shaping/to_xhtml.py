"""From Markdown to a tree of XHTML, with what the parser found wrong reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree
from markdown_it.token import Token

from publish.config import limits
from publish.diagnostics import Location
from publish.guesses import did_you_mean
from publish.model.markup import XHTML
from publish.model.xmlsafe import parse_untrusted
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.parsing import citations, containers, variables
from publish.sources.markdown.parsing.faults import FAULTS
from publish.sources.markdown.parsing.parser import parser
from publish.sources.markdown.shaping.addresses import check_addresses, encode_fragments
from publish.sources.markdown.shaping.constructs import block_attributes
from publish.sources.markdown.shaping.editions import remove_other_editions
from publish.sources.markdown.shaping.formulas import convert_formulas
from publish.sources.markdown.shaping.heads import split_head
from publish.sources.markdown.shaping.list_numbers import make_room_for_numbers
from publish.sources.markdown.shaping.listings import shape_listings
from publish.sources.markdown.shaping.picture_widths import set_widths
from publish.sources.markdown.shaping.words import shape_words

_NESTED = ("alert_", "blockquote_", "list_item_", "container_")


def to_xhtml(text: str, source: SourceFile) -> etree._Element | None:
    """The blocks of a text for one edition; None, with a diagnostic, if it cannot be parsed."""
    if len(text) > limits.TEXT_CHARACTERS:
        message = f"a text of {len(text):,} characters, more than {limits.TEXT_CHARACTERS:,}"
        hint = "split it into several files"
        source.report.add("TXT-003", message, Location(source.path), hint=hint)
        return None
    _, text = split_head(text)
    markdown = parser()
    environment: dict[str, Any] = {
        variables.VALUES: source.context.variables,
        citations.ENABLED: source.context.has_bibliography,
        citations.LANGUAGE: source.context.language,
        containers.BLOCK_ATTRIBUTES: block_attributes(),
    }
    try:
        tokens = markdown.parse(text, environment)
    except RecursionError:
        message = "the blocks are nested too deeply to be parsed"
        source.report.add("STR-001", message, Location(source.path))
        return None
    if not _report_faults(environment, source):
        return None
    _report_unknown_variables(environment, source)
    if not _check_nesting(tokens, source):
        return None
    rendered = markdown.renderer.render(tokens, markdown.options, environment)
    root = parse_untrusted(f'<body xmlns="{XHTML}">{rendered}</body>'.encode())
    encode_fragments(root)
    check_addresses(root, source)
    remove_other_editions(root, source)
    convert_formulas(root, source)
    shape_listings(root, source)
    shape_words(root, source)
    set_widths(root, source)
    make_room_for_numbers(root)
    return root


def _report_faults(environment: Mapping[str, Any], source: SourceFile) -> bool:
    """Report the faults of the parser; False if it removed blocks, so that the rest misleads."""
    faults = environment.get(FAULTS, ())
    for fault in faults:
        place = Location(source.path, fault.line)
        source.report.add(
            fault.code,
            fault.message,
            place,
            hint=fault.hint,
            severity=fault.severity,
            kind=fault.kind,
            count=fault.count,
        )
    return all(fault.code != "STR-016" for fault in faults)


def _report_unknown_variables(environment: Mapping[str, Any], source: SourceFile) -> None:
    for name, line in environment.get(variables.UNKNOWN, ()):
        hint = did_you_mean(name, source.context.variables) or "define it under [variables]"
        place = Location(source.path, line)
        source.report.add("REF-006", f"unknown variable `{name}`", place, hint=hint)


def _check_nesting(tokens: Sequence[Token], source: SourceFile) -> bool:
    """STR-001 for blocks or marks that are nested too deeply; whether there are none."""
    deep, message = _too_deep_block(tokens), f"blocks nested more than {limits.BLOCK_NESTING} deep"
    if deep is None:
        deep = _too_deep_marks(tokens)
        message = f"emphasis and links nested more than {limits.INLINE_NESTING} deep"
    if deep is not None:
        place = Location(source.path, deep.map[0] + 1 if deep.map else 0)
        source.report.add("STR-001", message, place)
    return deep is None


def _too_deep_block(tokens: Sequence[Token]) -> Token | None:
    """The first block inside too many lists, quotations and fenced blocks."""
    depth = 0
    for token in tokens:
        if token.type.startswith(_NESTED):
            depth += token.nesting
        if depth > limits.BLOCK_NESTING:
            return token
    return None


def _too_deep_marks(tokens: Sequence[Token]) -> Token | None:
    """The first block with too many pairs of marks inside each other."""
    for block in tokens:
        depth = 0
        for token in block.children or ():
            depth += token.nesting
            if depth > limits.INLINE_NESTING:
                return block
    return None
