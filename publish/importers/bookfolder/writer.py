"""The files of a book folder: Markdown for each chapter, and the manifest that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publish.importers.bookfolder.content import ImportedBook, ImportedSection, Paragraph
from publish.importers.bookfolder.escaping import escape_markdown, toml_string
from publish.importers.bookfolder.manifest import INDENT, format_manifest
from publish.model.names import slug
from publish.model.roles import Matter, Role

_DEEPEST_HEADING = 6  # `######` in Markdown
_CONTAINERS = (Role.PART, Role.VOLUME)


def book_files(book: ImportedBook) -> dict[str, str]:
    """All files of the book by name, manifest included; the same input gives the same text."""
    kept = {each.stem for top in book.sections for each in top.walk() if each.stem}
    writer = _SectionWriter(stems=kept)
    spine = {matter: writer.write_matter(book, matter) for matter in Matter}
    return {"book.toml": format_manifest(book, spine), **writer.files}


@dataclass(slots=True)
class _SectionWriter:
    """Writes sections into files and into lines of the manifest."""

    files: dict[str, str] = field(default_factory=dict)
    stems: set[str] = field(default_factory=set)

    def write_matter(self, book: ImportedBook, matter: Matter) -> list[str]:
        """The manifest's lines for one matter; its files are added to `files`."""
        lines: list[str] = []
        for i, section in enumerate(s for s in book.sections if s.matter is matter):
            lines.extend(self._write(section, None, (i + 1,)))
        return lines

    def _write(
        self, section: ImportedSection, parent: ImportedSection | None, path: tuple[int, ...]
    ) -> list[str]:
        whole = section.role not in _CONTAINERS and section.all_present and _fits_a_file(section)
        keys = self._keys(section, parent, path, whole=whole)
        if whole or not section.children:
            if len(keys) == 1 and keys[0].startswith("file = "):
                return [keys[0].removeprefix("file = ") + ","]
            return [f"{{ {', '.join(keys)} }},"]
        # TOML 1.0 allows line breaks in the arrays of an inline table, but nowhere else in it.
        lines = [f"{{ {', '.join(keys)}, sections = ["]
        for i, child in enumerate(section.children):
            lines.extend(INDENT + line for line in self._write(child, section, (*path, i + 1)))
        return [*lines, "] },"]

    def _keys(
        self,
        section: ImportedSection,
        parent: ImportedSection | None,
        path: tuple[int, ...],
        *,
        whole: bool,
    ) -> list[str]:
        if section.is_generated:
            return [f"role = {toml_string(section.role)}"]
        stem = section.stem = section.stem or self._unique_stem(section, path)
        keys: list[str] = []
        has_file = bool(section.blocks) or (whole and bool(section.children))
        if has_file or (not section.missing and not section.children):
            self.files[f"{stem}.md"] = _file(section, stem, whole=whole)
            keys.append(f"file = {toml_string(stem + '.md')}")
        else:
            keys.append(f"title = {toml_string(section.markdown_title)}")
            keys.append(f"id = {toml_string(stem)}")
        if _needs_role(section, parent, stem if f"{stem}.md" in self.files else None):
            keys.append(f"role = {toml_string(section.role)}")
        if section.all_missing:
            keys.append('status = "missing"')
        keys.extend(_number_keys(section, parent))
        return keys

    def _unique_stem(self, section: ImportedSection, path: tuple[int, ...]) -> str:
        base = section.name or str(section.role)
        if section.matter is Matter.BODY and not section.name:
            base = "-".join(map(str, (section.role, *path)))
        stem, count = base, 1
        while stem in self.stems:
            count += 1
            stem = f"{base}-{count}"
        self.stems.add(stem)
        return stem


def _fits_a_file(section: ImportedSection) -> bool:
    """Whether Markdown has headings for all levels of a section; otherwise each level below has its
    own files."""
    return _levels(section) <= _DEEPEST_HEADING


def _levels(section: ImportedSection) -> int:
    return 1 + max(map(_levels, section.children), default=0)


def _needs_role(section: ImportedSection, parent: ImportedSection | None, stem: str | None) -> bool:
    """Whether the manifest must name the role, because neither the section's place nor the stem of
    its file (None without a file) implies it."""
    if parent is not None:
        implied = Role.CHAPTER if parent.role in _CONTAINERS else Role.SECTION
        return section.role is not implied
    if section.matter is Matter.BODY:
        return section.role is not Role.CHAPTER
    return stem != section.role


def _number_keys(section: ImportedSection, parent: ImportedSection | None) -> Iterator[str]:
    unnumbered_above = parent is not None and parent.number is None
    if section.number is None:
        if section.matter is Matter.BODY and not unnumbered_above:
            yield "numbered = false"
        return
    if unnumbered_above:
        yield "numbered = true"
    if section.fixed_number:
        yield f"number = {toml_string(section.fixed_number)}"
    elif section.start is not None:
        yield f"start = {section.start}"


def _file(section: ImportedSection, stem: str, *, whole: bool) -> str:
    title = section.markdown_title
    blocks = [f"# {title}{_of_file(section, stem)}"] if title else []
    blocks.extend(_text(section.blocks, level=2))
    if whole:
        blocks.extend(_subsections(section, level=2))
    return "\n\n".join(blocks) + "\n"


def _subsections(parent: ImportedSection, level: int) -> Iterator[str]:
    """The sections below one in its file: their headings and text, recursively."""
    fixed = parent.number is None
    for section in parent.children:
        # Inside a file a number can be fixed but no start set: after the first gap, fix them all.
        fixed = fixed or section.fixed_number is not None or section.start is not None
        yield f"{'#' * level} {section.markdown_title}{_attributes(section, parent, fixed=fixed)}"
        yield from _text(section.blocks, level=level + 1)
        yield from _subsections(section, level + 1)


def _attributes(section: ImportedSection, parent: ImportedSection, *, fixed: bool) -> str:
    parts = [f"#{section.name}"] if section.name else []
    if section.language:
        parts.append(f"lang={section.language}")
    if section.number is None and parent.number is not None:
        parts.append(".unnumbered")
    elif section.number is not None and fixed:
        parts.append(f'number="{section.number}"')
    return f" {{{' '.join(parts)}}}" if parts else ""


def _of_file(section: ImportedSection, stem: str) -> str:
    """The attributes of the title of a file: a name only where that of the file gives another."""
    parts = [f"#{section.name}"] if section.name and slug(stem) != section.name else []
    parts += [f"lang={section.language}"] if section.language else []
    return f" {{{' '.join(parts)}}}" if parts else ""


def _text(blocks: Sequence[Paragraph | str], level: int) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield block
            continue
        text = block.text
        if block.run_in and level <= _DEEPEST_HEADING:
            title = re.sub(r"[.:。]$", "", block.run_in)
            yield f"{'#' * level} {escape_markdown(title)} {{.unnumbered .run-in}}"
            text = text[len(block.run_in) :].lstrip()
        if text:
            yield block.markup or escape_markdown(text)
