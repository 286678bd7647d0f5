"""The passes from the documents of a project to the trees that are converted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from publish.importers.documents.changes import Changes, settle_changes
from publish.importers.documents.conversion.metadata import language_of, metadata
from publish.importers.documents.conversion.tags import resolve_tags
from publish.importers.documents.headings import settle_headings
from publish.importers.documents.idioms import settle_idioms
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.looks import has_looks, with_looks
from publish.importers.documents.naming import with_names
from publish.importers.documents.ooxml.parts import read_word
from publish.importers.documents.opendocument_styles import read_text_document
from publish.importers.documents.program import Job, Parsed, StuckAtJob, parse
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.references.captions import with_captions
from publish.importers.documents.references.typed import with_typed, with_typed_links
from publish.importers.documents.skipped import list_skipped
from publish.importers.documents.source_files import UnreadableSource
from publish.importers.documents.styles import Styles, with_meanings
from publish.importers.documents.symbols import write_symbols
from publish.importers.documents.title_page import settle_title_page
from publish.importers.documents.tree import Node
from publish.importers.documents.word.notes import with_calls
from publish.importers.documents.word.passes import from_export

_WORD, _PAGE, _OPENDOCUMENT = "docx", "html", "odt"
_OPTIONS = {"rst": {"standalone": True}}  # its head of a document is metadata only then


def parse_project(project: Project, styles: Styles, changes: Changes) -> dict[str, Parsed]:
    """The tree of each document by its path; those without a text are left out.

    Raises `UnreadableSource` if there is no text at all, and as `parse` does.
    """
    documents = [each for each in project.walk() if each.path and each.format]
    jobs = [_job(each, project, styles) for each in documents]
    try:
        parsed_jobs = parse(jobs)
    except StuckAtJob as error:
        at = next(i for i, job in enumerate(jobs) if job is error.job)
        raise _unreadable(documents[at], project, str(error)) from error
    trees = {each.path: tree for each, tree in zip(documents, parsed_jobs, strict=True)}
    project.language = language = language_of(project, trees)
    parsed = {}
    for document in documents:
        path, tree = document.path, trees[document.path]
        if document.titled_by_head:
            tree = _titled(document, tree)
        list_skipped(tree, document, project.ledger)
        source = document.rewrite(tree.source) if document.rewrite else tree.source
        if has_looks(document.format):
            write_symbols(source)
        tagged = resolve_tags(source) if tree.has_tags else source
        blocks = _meant(tagged, document, project, styles, changes)
        if not project.exported:
            blocks = with_captions(blocks, language, partial(project.ledger.drop_label, path))
            mark = with_typed_links if project.is_ours else with_typed
            blocks = mark(with_names(blocks, language), language)
        parsed[path] = replace(tree, source=source, blocks=blocks)
        if project.is_one_document and not project.exported:
            parsed[path] = settle_title_page(project, path, parsed[path])
    if project.is_one_document and not any(t.source or t.error for t in parsed.values()):
        raise UnreadableSource("no text of it can be read")
    if all(tree.error for tree in parsed.values()):
        raise _with_place(documents, parsed)
    return parsed


def _with_place(
    documents: Sequence[SourceDocument], parsed: Mapping[str, Parsed]
) -> UnreadableSource:
    """The first error of the parser, with the place of its line in the file that is included."""
    document = next(iter(documents), None)
    why = str(parsed[document.path].error) if document else "it has no documents"
    match = _LINE.search(why)
    place = document.place_of(int(match[1])) if document and document.place_of and match else None
    if match is None or place is None:
        return UnreadableSource(why)
    path, line = place
    what = _LINE.sub("", why).strip().removesuffix("^").strip()
    return UnreadableSource(
        f"`{path}`, line {line}: {what}; write it in plainer LaTeX, or make HTML of the book with "
        "LaTeXML or tex4ht, and import that"
    )


_LINE = re.compile(r"(?:Error at )?\(line (\d+), column \d+\):")


def _unreadable(document: SourceDocument, project: Project, why: str) -> UnreadableSource:
    """The error for a document that the parser is stuck at: mostly it is its longest paragraph."""
    content = None if document.file else project.read_file(document.path)
    text = (content or b"").decode(errors="replace")
    blocks = re.finditer(r"(?:[^\n]*\S[^\n]*\n?)+", text)
    longest = max(blocks, key=lambda block: len(block[0]), default=None)
    line = text.count("\n", 0, longest.start()) + 1 if longest else 0
    return UnreadableSource(why, document.path, line)


def _meant(
    source: list[Node], document: SourceDocument, project: Project, styles: Styles, changes: Changes
) -> list[Node]:
    """The blocks of a document as what its changes, styles, idioms and looks mean."""
    path, ledger = document.path, project.ledger
    blocks = source
    if document.format.startswith(_WORD):
        blocks = settle_changes(with_calls(blocks), changes, path, ledger, project.questions)
    if project.exported and document.file:
        blocks = from_export(blocks, document.file, project.exported, partial(_drop, project))
    blocks = settle_idioms(with_meanings(blocks, styles, path, ledger), path, ledger)
    looks = has_looks(document.format)
    if not project.is_ours and not project.exported:
        is_styled = looks and not document.format.startswith(_PAGE)
        blocks = list(settle_headings(blocks, styles.level, pictures=is_styled))
    if project.exported or not looks:
        return blocks
    return with_looks(blocks, project.questions)


def _titled(document: SourceDocument, tree: Parsed) -> Parsed:
    """Give a document the title in its head, which then is not that of the book."""
    document.title = document.title or metadata({document.path: tree}, "title")
    rest = {key: value for key, value in tree.metadata.items() if key != "title"}
    return replace(tree, metadata=rest)


def _drop(project: Project, words: str) -> None:
    """Count words of an exported file that the book makes itself."""
    project.ledger.add(LossKind.GENERATED, project.name, words, words=words)


def _job(document: SourceDocument, project: Project, styles: Styles) -> Job:
    if document.format == _OPENDOCUMENT and document.file:
        return Job(document.format, "", document.file, read_text_document(document.file))
    if not document.format.startswith(_WORD):
        options = _OPTIONS.get(document.format)
        return Job(document.format, document.text or "", document.file, options=options)
    content = None
    if document.file and not project.exported and (word := read_word(document.file)):
        content = word.content
        styles.levels |= word.levels
    return Job(document.format, "", document.file, content, {"track_changes": "all"})
