"""A project with its parsed documents as a book: sections, pictures, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from publish.importers.bookfolder import (
    ImportedBook,
    ImportedSection,
    ImportSource,
    LevelScheme,
    Paragraph,
)
from publish.importers.bookfolder.heading_names import role_of_heading, sort_key
from publish.importers.bookfolder.questions import Choice
from publish.importers.documents.conversion.contents_lists import take_contents_lists
from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.contexts import Contexts
from publish.importers.documents.conversion.exported import exported_spine
from publish.importers.documents.conversion.lost_targets import settle_lost_targets
from publish.importers.documents.conversion.metadata import (
    language_of,
    metadata,
    metadata_list,
)
from publish.importers.documents.conversion.names import TargetNames
from publish.importers.documents.conversion.number_headings import join_number_headings
from publish.importers.documents.conversion.outline import (
    has_own_title,
    passages,
    section_headings,
)
from publish.importers.documents.conversion.outside_code import without_code
from publish.importers.documents.conversion.placed_pictures import PlacedPictures
from publish.importers.documents.conversion.repeated_title import take_repeated_title
from publish.importers.documents.conversion.sections import COUNTED, document_sections
from publish.importers.documents.conversion.settling import Settled, settle_references
from publish.importers.documents.conversion.spine import is_part, set_roles
from publish.importers.documents.conversion.targets import (
    name_headings,
    name_targets,
    wanted_identifiers,
)
from publish.importers.documents.conversion.typed_numbers import leave_untyped_out, settle_numbers
from publish.importers.documents.conversion.typed_schemes import CHAPTER, typed_schemes
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.program import Parsed
from publish.importers.documents.project import Project, SourceDocument
from publish.model.roles import Matter, Role

_SEE_MARK = re.compile(r"\[\]\{index=[^{}]* see(?:-also)?=[^{}]*\}")
_OPENINGS = ("readme", "index", "_index")
_INDEX_MARK = re.compile(r"\]\{(?:\.index|index=)")


@dataclass(frozen=True, slots=True)
class Conversion:
    """A converted book, the files beside its text by path, what was left out, and references."""

    book: ImportedBook
    files: Mapping[str, bytes]
    ledger: Ledger
    references: Settled


def convert(
    project: Project, parsed: Mapping[str, Parsed], works: frozenset[str], source: ImportSource
) -> Conversion:
    """Convert a project whose documents are parsed, by path; `works` are the keys to cite."""
    repeated = None
    if not project.is_ours:
        take_contents_lists(project, parsed)
        repeated = take_repeated_title(project, parsed)
        join_number_headings(parsed)
    language, names = language_of(project, parsed), _name_everything(project, parsed)
    pictures = PlacedPictures(project, parsed)
    contexts = Contexts(project, language, names, pictures, works)
    title, sections = _titled_sections(project, parsed, contexts)
    spine, schemes = _spine(sections, project)
    title = title or repeated or _asked_title(project, spine)
    settled = settle_references(spine, contexts.pending, language, project.ledger)
    settle_lost_targets(spine, names, project.ledger)
    book = ImportedBook(
        source=replace(source, open_questions=len(project.questions.open)),
        title=title,
        language=language,
        sections=spine,
        schemes=schemes,
        subtitle=project.subtitle or metadata(parsed, "subtitle"),
        authors=project.authors or metadata_list(parsed, "author"),
        date=project.date,
        description=project.description,
        bibliography=project.bibliography,
        lists=project.lists,
        abbreviations=project.abbreviations,
        caption_patterns=settled.patterns,
        depth=settled.depth,
        numbering=project.exported.numbering if project.exported else {},
        citing=project.exported.bibliography if project.exported else {},
        undescribed_images=contexts.has_undescribed_pictures,
    )
    return Conversion(book, pictures.files, project.ledger, settled)


def _titled_sections(
    project: Project, parsed: Mapping[str, Parsed], contexts: Contexts
) -> tuple[str | None, list[ImportedSection]]:
    """The title of the book and its sections; the only heading of one document may be the title."""
    sections: list[ImportedSection] = []
    for document in project.documents:
        _add(sections, _document(document, project, parsed, contexts), document)
    title = project.title or metadata(parsed, "title")
    if not project.is_one_document or project.exported:
        return title, sections
    heading = sections[0].title if sections else None
    title, shown = _book_title(title, sections)
    if shown is not sections and heading:
        project.ledger.add(LossKind.GENERATED, project.name, heading, words=heading)
    return title, shown


def _spine(
    sections: list[ImportedSection], project: Project
) -> tuple[list[ImportedSection], dict[int, LevelScheme]]:
    """The sections with their roles and numbers, and how they are numbered; typed numbers are left
    out."""
    if project.exported:
        return exported_spine(sections, project.exported), {}
    _leave_index_to_book(sections, project)
    if not any(map(is_part, sections)):
        leave_untyped_out(sections)
    roles = set_roles(sections, says_numbers=project.says_numbers)
    spine = [*roles, *_generated(sections, project)]
    schemes = typed_schemes(spine)
    for typed in settle_numbers(spine, project.questions, composed=CHAPTER in schemes):
        project.ledger.add(LossKind.NUMBER, project.name, typed, words=typed)
    return spine, schemes


def _asked_title(project: Project, spine: Sequence[ImportedSection]) -> str:
    """The title of a book whose source names none: that of its properties, of the page that opens
    it, or its own name, until an editor decides."""
    choices = [Choice(project.name, f"“{project.name}”, the name of the source")]
    opening = PurePosixPath(project.documents[0].path).stem.lower() if project.documents else ""
    heading = spine[0].title if spine and opening in _OPENINGS else None
    if heading and " " in heading:  # one word, such as Introduction, says less than a name
        choices.insert(0, Choice(heading, f"“{heading}”, the heading of its first page"))
    if project.named:
        choices.insert(0, Choice(project.named, f"“{project.named}”, by its properties"))
    reason = "The source has no title."
    return project.questions.ask("title", "the title", reason, choices, free=True)


def _generated(sections: Sequence[ImportedSection], project: Project) -> Iterator[ImportedSection]:
    """The sections that the book makes itself, if it needs them: the list of works, the index."""
    blocks = [block for top in sections for each in top.walk() for block in each.blocks]
    texts = [block for block in blocks if isinstance(block, str)]
    is_written = any(text.startswith("::: bibliography") for text in texts)
    if project.bibliography and not is_written and not _empty_bibliography(sections):
        yield ImportedSection(None, Role.BIBLIOGRAPHY, Matter.BACK)
    if _has_index_marks(sections) and not any(each.role is Role.INDEX for each in sections):
        yield ImportedSection(None, Role.INDEX, Matter.BACK)


def _has_index_marks(sections: Sequence[ImportedSection]) -> bool:
    blocks = [str(block) for top in sections for each in top.walk() for block in each.blocks]
    return any("]{" in block and _INDEX_MARK.search(without_code(block)) for block in blocks)


def _leave_index_to_book(sections: Sequence[ImportedSection], project: Project) -> None:
    """Take the text of the index of a source whose marks make that of the book."""
    for section in sections if _has_index_marks(sections) else ():
        is_index = role_of_heading(section.title or "") == Role.INDEX and not section.children
        if is_index and section.blocks:
            text = " ".join(map(str, section.blocks))
            project.ledger.add(LossKind.GENERATED, project.name, section.title or "", text)
            section.role, section.matter, section.number = Role.INDEX, Matter.BACK, None
            section.blocks = list(filter(None, [" ".join(_SEE_MARK.findall(text))]))


def _empty_bibliography(sections: Sequence[ImportedSection]) -> bool:
    """Whether a section only has the title of the list of works, which then is written there."""
    for section in sections:
        is_empty = not section.blocks and not section.children
        if is_empty and role_of_heading(section.title or "") == Role.BIBLIOGRAPHY:
            section.role, section.matter, section.number = Role.BIBLIOGRAPHY, Matter.BACK, None
            return True
    return False


def _name_everything(project: Project, parsed: Mapping[str, Parsed]) -> TargetNames:
    names = TargetNames()
    trees = [(path, tree.blocks) for path, tree in parsed.items()]
    titles = {each.path: each.title for each in project.walk() if each.title}
    for path, blocks in trees:
        names.add_document(path)
        if path in titles and has_own_title(blocks):
            names.lead(path, "", names.give(path, "", titles[path]))
        name_headings(names, path, blocks)
        if path in titles and (path, "") not in names.targets:
            names.lead(path, "", names.give(path, "", titles[path]))
    for each in project.walk():
        if each.label and (name := names.targets.get((each.path, ""))):
            names.lead(each.path, each.label, name)
    wanted = wanted_identifiers(trees)
    for path, blocks in trees:
        name_targets(names, path, blocks, wanted, titles.get(path, ""))
    return names


def _document(
    document: SourceDocument,
    project: Project,
    parsed: Mapping[str, Parsed],
    contexts: Contexts,
    parent: SourceDocument | None = None,
) -> list[ImportedSection]:
    tree = parsed.get(document.path, Parsed())
    begins = document.title is not None or any(section_headings(tree.blocks))
    is_file = begins and (parent is None or parent.role is Role.PART)
    context = contexts.of(document, is_file=is_file)
    if tree.error:
        context.leave_out(LossKind.DOCUMENT, tree.error)
    before, sections = document_sections(passages(tree.blocks), context, numbered=document.numbered)
    if project.is_one_document and len(sections) > 1:
        return [*_untitled(before), *sections]
    is_first = document is next(iter(project.documents))
    if not sections and not document.title and (document.role is Role.PREFACE or is_first):
        return _untitled(before)
    if not sections or (document.title and _is_title_above(document.title, sections, tree)):
        sections = [_titled(document, sections, context)]
    sections[0].blocks = [*before, *sections[0].blocks]
    for section in sections:
        section.role = document.role or section.role
        section.matter = document.matter or section.matter
    for child in document.children:
        below = _document(child, project, parsed, contexts, document)
        _add(sections[0].children, below, child)
    return sections


def _is_title_above(title: str, sections: Sequence[ImportedSection], tree: Parsed) -> bool:
    """Whether a title from elsewhere is above all sections of a document, and none has it."""
    named = any(sort_key(title) == sort_key(section.title or "") for section in sections)
    return has_own_title(tree.blocks) or (len(sections) > 1 and not named)


def _add(
    to: list[ImportedSection], new: Sequence[ImportedSection], document: SourceDocument
) -> None:
    """Add the sections of a document; one without title and heading goes on with the last one."""
    first = new[0]
    if to and document.title is None and first.name is None:
        last = list(to[-1].walk())[-1]
        last.blocks = [*last.blocks, *first.blocks]
        last.children.extend(first.children)
        new = new[1:]
    to.extend(new)


def _titled(
    document: SourceDocument, children: list[ImportedSection], context: ConversionContext
) -> ImportedSection:
    return ImportedSection(
        name=context.names.targets.get((document.path, "")),
        title=document.title or document.path,
        role=Role.SECTION,
        matter=Matter.BODY,
        missing=not document.path and not document.children,
        number=COUNTED if document.numbered else None,
        children=children,
    )


def _untitled(blocks: Sequence[Paragraph | str]) -> list[ImportedSection]:
    """The text before the first heading of a book in one document, as its preface."""
    if not blocks:
        return []
    return [ImportedSection(None, Role.PREFACE, Matter.FRONT, blocks)]


def _book_title(
    title: str | None, sections: list[ImportedSection]
) -> tuple[str | None, list[ImportedSection]]:
    """The title of the book, and its sections without a heading that only repeats it.

    A single first heading with all others below it is the title as well.
    """
    first = sections[0] if sections else None
    if first is None or (title and not _is_same(title, first.title or "")):
        return title, sections
    if len(sections) == 1 and first.children:
        return title or first.title, [*_untitled(first.blocks), *first.children]
    if title and not first.children:
        return title, [*_untitled(first.blocks), *sections[1:]]
    return title, sections


def _is_same(title: str, heading: str) -> bool:
    """Whether a heading has the words of a title, or is the longer form of it."""
    words = set(sort_key(title).split())
    return bool(words) and words <= set(sort_key(heading).split())
