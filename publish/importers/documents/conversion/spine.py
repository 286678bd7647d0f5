"""The spine of the book: its sections with roles, in front matter, body and back matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importers.bookfolder import ImportedSection
from publish.importers.bookfolder.heading_names import BACK_ROLES, FRONT_ROLES, role_of_heading
from publish.importers.documents.conversion.typed_numbers import typed_number
from publish.model.roles import Matter, Role

_PART = re.compile(
    r"(?:part|teil|partie|parte|deel|часть|book|buch|livre|libro)\s+"
    r"(?:[IVXLC]+|\d+|[a-z]+)(?=\W|$)|第.{1,4}[部编卷]",
    re.I,
)
_APPENDIX = re.compile(r"(?:appendix|anhang|annexe|ap[ée]ndice|appendice|附录)\b.*\S", re.I)
_LIST_ROLES = frozenset({"glossary", "bibliography", "index", "endnotes"})


def set_roles(
    sections: Sequence[ImportedSection], *, says_numbers: bool = False
) -> list[ImportedSection]:
    """The top of the spine, where chapters after the heading of a part belong to it.

    In a source that `says_numbers`, what has one is a chapter by whatever name, but for lists such
    as an index, and appendices.
    """
    spine = _in_parts(sections)
    has_numbers = any(s.number is not None for s in spine)
    counted = (s for s in spine if s.number is not None and s.matter is Matter.BODY)
    chapters = {id(s) for s in counted if says_numbers and not _is_list(s)}
    opens = (id(s) not in chapters and _opens(s, has_numbers) for s in spine)
    closes = [id(s) not in chapters and _closes(s) for s in spine]
    first = next((i for i, is_before in enumerate(opens) if not is_before), len(spine))
    last = next((i for i in range(len(spine), first, -1) if not closes[i - 1]), first)
    last = min(last, _first_appendix(spine, first))
    for i, section in enumerate(spine):
        if i < first:
            _place(section, Matter.FRONT, _front_role(section))
        elif i >= last:
            _place(section, Matter.BACK, _back_role(section))
        elif section.role is Role.SECTION:
            _place(section, Matter.BODY, Role.CHAPTER)
    return spine


def _in_parts(sections: Sequence[ImportedSection]) -> list[ImportedSection]:
    spine: list[ImportedSection] = []
    part: ImportedSection | None = None
    has_own = False  # the chapters below the heading of the part
    for section in sections:
        if is_part(section):
            section.role = Role.PART
            part, has_own = section, bool(section.children)
            for child in section.children:
                child.role = Role.CHAPTER
            spine.append(section)
        elif part and not has_own and not _closes(section):
            section.role = Role.CHAPTER
            part.children.append(section)
        else:
            part = None
            spine.append(section)
    return spine


def is_part(section: ImportedSection) -> bool:
    """Whether a section is the heading of a part, by its role or its words."""
    named = section.role is Role.SECTION and bool(_PART.match(section.title or ""))
    return section.role is Role.PART or named


def _opens(section: ImportedSection, has_numbers: bool) -> bool:
    """Whether a section before the first chapter is front matter, as one without number may be."""
    if has_numbers and section.number is None and section.role is Role.SECTION:
        return True
    return section.matter is Matter.FRONT or role_of_heading(section.title or "") in FRONT_ROLES


def _is_list(section: ImportedSection) -> bool:
    """Whether a section is by role or name another than a chapter that books end with."""
    title = section.title or ""
    named = role_of_heading(title) in (_LIST_ROLES | {"appendix"})
    return section.role is not Role.SECTION or named or bool(_APPENDIX.match(title))


def _closes(section: ImportedSection) -> bool:
    title = section.title or ""
    named = role_of_heading(title) in BACK_ROLES or bool(_APPENDIX.match(title))
    return section.matter is Matter.BACK or section.role is Role.APPENDIX or named


def _first_appendix(spine: Sequence[ImportedSection], first: int) -> int:
    """The index of an appendix with a typed number after the chapters that have one.

    All after it is back matter as well, if nothing there has a number as a chapter.
    """
    typed = [typed_number(section.title or "") for section in spine]
    for i, section in enumerate(spine[first:], start=first):
        if _APPENDIX.match(section.title or "") and any(typed[first:i]) and typed[i]:
            later = zip(typed[i:], spine[i:], strict=True)
            if all(number is None or _closes(each) for number, each in later):
                return i
    return len(spine)


def _front_role(section: ImportedSection) -> Role:
    if section.role in (Role.DEDICATION, Role.COLOPHON, Role.ACKNOWLEDGMENTS):
        return section.role
    return Role(role_of_heading(section.title or "") or Role.PREFACE)


def _back_role(section: ImportedSection) -> Role:
    title = section.title or ""
    if section.role in (Role.GLOSSARY, Role.COLOPHON, Role.ACKNOWLEDGMENTS, Role.INDEX):
        return section.role
    if section.role is Role.APPENDIX or _APPENDIX.match(title):
        return Role.APPENDIX
    role = role_of_heading(title)
    return Role.AFTERWORD if role is None or role in _LIST_ROLES else Role(role)


def _place(section: ImportedSection, matter: Matter, role: Role) -> None:
    section.role = role
    for each in section.walk():
        each.matter = matter
        if matter is Matter.FRONT or (matter is Matter.BACK and role is not Role.APPENDIX):
            each.number = None
