"""The files of the book folder: Markdown for each chapter and the manifest that joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from publish.importers.bookfolder.escaping import markdown, toml, typographic
from publish.importers.plaintext.entries import Entry, Plan
from publish.importers.plaintext.paragraphs import Paragraph
from publish.importers.plaintext.recovery import Recovery
from publish.model.roles import Matter, Role

_DEEPEST_HEADING = 6  # `######`, the last that Markdown has
_DEFAULT_DEPTH = 3  # of numbers, where the manifest says nothing
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from, for the `[import]` table."""

    name: str
    sha256: str
    open_questions: int


def book_files(plan: Plan, recovery: Recovery, source: Source) -> dict[str, str]:
    """All files of the book by name, manifest included; the same input gives the same text."""
    writer = _Writer()
    structure = {matter: writer.entries(plan, matter) for matter in Matter}
    head = "\n".join(_head(plan, recovery, source))
    spine = "\n".join(_structure(structure))
    numbering = "\n".join(_numbering(plan))
    manifest = "\n\n".join(part for part in (head, spine, numbering) if part)
    return {"book.toml": manifest + "\n", **writer.files}


def _head(plan: Plan, recovery: Recovery, source: Source) -> Iterator[str]:
    front = recovery.front
    yield "[book]"
    yield f"title = {toml(typographic(plan.title))}"
    if front.subtitle:
        yield f"subtitle = {toml(typographic(front.subtitle))}"
    people = [toml(name) for name in front.authors]
    if front.issuers:
        name = toml(typographic(", ".join(front.issuers)))
        people.append(f'{{ name = {name}, role = "isb" }}')
    if people:
        yield f"authors = [{', '.join(people)}]"
    yield f"language = {toml(recovery.language)}"
    if front.day:
        yield f"date = {front.day.isoformat()}"
    yield ""
    yield "[import]"
    yield f"source = {toml(source.name)}"
    yield f"sha256 = {toml(source.sha256)}"
    yield f"open-questions = {source.open_questions}"


def _structure(structure: dict[Matter, list[str]]) -> Iterator[str]:
    yield "[structure]"
    for matter, lines in structure.items():
        if lines:
            yield f"{matter} = ["
            yield from (_INDENT + line for line in lines)
            yield "]"


def _numbering(plan: Plan) -> Iterator[str]:
    numbered = [scheme for _, scheme in sorted(plan.schemes.items())]
    deepest = max((depth for depth in plan.schemes), default=0)
    if deepest > _DEFAULT_DEPTH:
        yield "[numbering]"
        yield f"depth = {deepest}"
        yield ""
    for i, scheme in enumerate(numbered):
        yield ("\n" if i else "") + f"[numbering.{scheme.rank}]"
        yield f"numeral = {toml(scheme.numeral)}"
        yield f"label = {toml(scheme.label) if scheme.label else 'false'}"
        yield f"compose = {str(scheme.compose).lower()}"
        yield f"restart = {str(scheme.restart).lower()}"


@dataclass(slots=True)
class _Writer:
    """Writes the entries of a plan into files and lines of the manifest."""

    files: dict[str, str] = field(default_factory=dict)
    stems: set[str] = field(default_factory=set)

    def entries(self, plan: Plan, matter: Matter) -> list[str]:
        """The manifest's lines for one matter; its files are added to `files`."""
        lines: list[str] = []
        for i, entry in enumerate(e for e in plan.entries if e.matter is matter):
            lines.extend(self._entry(entry, None, (i + 1,)))
        return lines

    def _entry(self, entry: Entry, parent: Entry | None, path: tuple[int, ...]) -> list[str]:
        whole = entry.role is not Role.PART and entry.role is not Role.VOLUME
        whole = whole and entry.wholly_present
        keys = self._keys(entry, parent, path, whole=whole)
        if whole or not entry.children:
            if len(keys) == 1 and keys[0].startswith("file = "):
                return [keys[0].removeprefix("file = ") + ","]
            return [f"{{ {', '.join(keys)} }},"]
        # TOML 1.0 keeps an inline table on one line, but an array inside it may be broken.
        lines = [f"{{ {', '.join(keys)}, sections = ["]
        for i, child in enumerate(entry.children):
            lines.extend(_INDENT + line for line in self._entry(child, entry, (*path, i + 1)))
        return [*lines, "] },"]

    def _keys(
        self, entry: Entry, parent: Entry | None, path: tuple[int, ...], *, whole: bool
    ) -> list[str]:
        stem = self._stem(entry, path)
        below = whole and bool(entry.children)
        keys: list[str] = []
        if entry.paragraphs or below or (not entry.missing and not entry.children):
            self.files[f"{stem}.md"] = _file(entry, whole=whole)
            keys.append(f"file = {toml(stem + '.md')}")
        else:
            keys.append(f"title = {toml(typographic(entry.title or ''))}")
            keys.append(f"id = {toml(stem)}")
        if _role_is_told(entry, parent, stem if f"{stem}.md" in self.files else None):
            keys.append(f"role = {toml(entry.role)}")
        if entry.wholly_missing:
            keys.append('status = "missing"')
        keys.extend(_number_keys(entry, parent))
        return keys

    def _stem(self, entry: Entry, path: tuple[int, ...]) -> str:
        base = str(entry.role)
        if entry.matter is Matter.BODY:
            figures = "-".join(str(place) for place in path)
            base = f"{entry.role}-{figures}"
        stem, count = base, 1
        while stem in self.stems:
            count += 1
            stem = f"{base}-{count}"
        self.stems.add(stem)
        return stem


def _role_is_told(entry: Entry, parent: Entry | None, stem: str | None) -> bool:
    """Whether the manifest must name the role, because neither the entry's place nor the stem of
    its file (None where it has none) would give it."""
    if parent is not None:
        above = parent.role in (Role.PART, Role.VOLUME)
        return entry.role is not (Role.CHAPTER if above else Role.SECTION)
    if entry.matter is Matter.BODY:
        return True
    return stem != entry.role


def _number_keys(entry: Entry, parent: Entry | None) -> Iterator[str]:
    unnumbered_above = parent is not None and parent.number is None
    if entry.number is None:
        if entry.matter is Matter.BODY and not unnumbered_above:
            yield "numbered = false"
        return
    if unnumbered_above:
        yield "numbered = true"
    if entry.kept:
        yield f"number = {toml(entry.kept)}"
    elif entry.start is not None:
        yield f"start = {entry.start}"


def _file(entry: Entry, *, whole: bool) -> str:
    blocks = [f"# {markdown(entry.title)}"] if entry.title else []
    blocks.extend(_paragraphs(entry.paragraphs, level=2))
    if whole:
        blocks.extend(_inside(entry, level=2))
    return "\n\n".join(blocks) + "\n"


def _inside(parent: Entry, level: int) -> Iterator[str]:
    """The sections of a file: headings, their text, and so on down."""
    told = parent.number is None
    for entry in parent.children:
        # Inside a file a number can be told but no count set: from the first gap on, tell them all.
        told = told or entry.kept is not None or entry.start is not None
        yield f"{'#' * level} {markdown(entry.title or '')}{_attributes(entry, parent, told=told)}"
        yield from _paragraphs(entry.paragraphs, level=level + 1)
        yield from _inside(entry, level + 1)


def _attributes(entry: Entry, parent: Entry, *, told: bool) -> str:
    if entry.number is None:
        return " {.unnumbered}" if parent.number is not None else ""
    return f' {{number="{entry.number}"}}' if told else ""


def _paragraphs(paragraphs: tuple[Paragraph, ...], level: int) -> Iterator[str]:
    for paragraph in paragraphs:
        text = paragraph.text
        if paragraph.run_in and level <= _DEEPEST_HEADING:
            title = re.sub(r"[.:。]$", "", paragraph.run_in)
            yield f"{'#' * level} {markdown(title)} {{.unnumbered .run-in}}"
            text = text[len(paragraph.run_in) :].lstrip()
        if text:
            yield markdown(text)
