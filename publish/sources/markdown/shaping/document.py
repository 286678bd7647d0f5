"""From the text of one file to XHTML: parsed, with what it includes, and every construct shaped."""

from __future__ import annotations

from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.blocks import shape_figures, shape_table_captions, shape_tasks
from publish.sources.markdown.shaping.constructs import shape_constructs
from publish.sources.markdown.shaping.editions import remove_other_sections
from publish.sources.markdown.shaping.heads import split_head, use_head
from publish.sources.markdown.shaping.in_place import mark_in_place
from publish.sources.markdown.shaping.includes import insert_includes
from publish.sources.markdown.shaping.languages import apply_languages, typeset_passages
from publish.sources.markdown.shaping.lone_anchors import attach_lone_anchors
from publish.sources.markdown.shaping.notes import extract_notes
from publish.sources.markdown.shaping.parsed_text import ParsedText
from publish.sources.markdown.shaping.printed_numbers import check_printed_numbers
from publish.sources.markdown.shaping.table_headers import shape_header_cells
from publish.sources.markdown.shaping.to_xhtml import to_xhtml


def parse_text(text: str, source: SourceFile) -> ParsedText | None:
    """Parse and shape a Markdown text; None, with a diagnostic, if it cannot be parsed."""
    root = to_xhtml(text, source)
    if root is None:
        return None
    head, _ = split_head(text)
    if head is not None:
        use_head(root, head, source, to_xhtml)
    insert_includes(root, source)
    remove_other_sections(root, source)
    apply_languages(root, source)
    notes = extract_notes(root, source)
    for tree in (root, *notes.values()):
        shape_constructs(tree, source)
        shape_figures(tree, source)
        shape_table_captions(tree)
        shape_header_cells(tree, source)
        shape_tasks(tree)
        attach_lone_anchors(tree)
        check_printed_numbers(tree, source)
        mark_in_place(tree, source)
        typeset_passages(tree, source)
    return ParsedText(root, notes)
