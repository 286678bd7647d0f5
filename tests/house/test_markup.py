"""The vocabulary of `model/markup.py`: used by all, by the rooms that it names, and documented."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from publish.model import markup
from publish.model.markup import classes_of, has_class, note_calls, notes_of

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "publish"
MODULE = PACKAGE / "model" / "markup.py"
PAGE = (PACKAGE / "ARCHITECTURE.md").read_text(encoding="utf-8")
TERM = re.compile(
    r"^# (?P<elements>[^:\n]+): (?P<meaning>.+) \[(?P<writers>.+) > (?P<readers>.+)\]\n"
    r'(?P<constant>[A-Z_]+) = "(?P<name>[a-z-]+)"$',
    re.M,
)
# What its own module uses it for.
HELPERS = {"note_calls": ["NOTE_CALL"], "notes_of": ["FOOTNOTE"]}


class Term(NamedTuple):
    """A class or attribute, with the rooms that write and read it."""

    elements: list[str]
    meaning: str
    writers: list[str]
    readers: list[str]
    constant: str
    name: str

    def row(self) -> str:
        form = "{}[{}]" if self.name.startswith("data-") else "{}.{}"
        names = ", ".join(f"`{form.format(each, self.name)}`" for each in self.elements)
        writers, readers = ", ".join(self.writers), ", ".join(self.readers)
        return f"| {names} | {self.meaning} | {writers} | {readers} |"

    def is_in_templates(self) -> bool:
        name = rf"(?<![\w-]){self.name}(?![\w-])"
        is_attribute = self.name.startswith("data-")
        return bool(re.search(name if is_attribute else rf'class="[^"]*{name}', TEMPLATES))

    def is_in_styles(self) -> bool:
        return bool(re.search(rf"(?:\.|\[|attr\(){self.name}(?![\w-])", CSS))


def terms() -> Iterator[Term]:
    for match in TERM.finditer(MODULE.read_text(encoding="utf-8")):
        elements, meaning, writers, readers, constant, name = match.groups()
        yield Term(elements.split(), meaning, writers.split(), readers.split(), constant, name)


TERMS = list(terms())


def modules() -> Iterator[tuple[str, str]]:
    """The room and the text of each module that exchanges XHTML with others."""
    for path in PACKAGE.rglob("*.py"):
        room, *rest = path.relative_to(PACKAGE).parts
        if room != "verification" and path != MODULE:
            yield rest[0] if room == "outputs" else room, path.read_text(encoding="utf-8")


@cache
def rooms_by_constant() -> dict[str, set[str]]:
    rooms: dict[str, set[str]] = {}
    for room, text in modules():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module == "publish.model.markup":
                for alias in node.names:
                    for name in HELPERS.get(alias.name, [alias.name]):
                        rooms.setdefault(name, set()).add(room)
    return rooms


# The pages of a catalogue are not pages of a book: their classes are their own.
TEMPLATES = "".join(
    path.read_text("utf-8")
    for path in (ROOT / "templates").rglob("*.j2")
    if path.parent.name != "catalogue"
)
CSS = "".join(path.read_text("utf-8") for path in (ROOT / "styles").rglob("*.css"))


def test_every_name_is_a_term() -> None:
    names = {
        name
        for name, value in vars(markup).items()
        if isinstance(value, str) and name.isupper() and "/" not in value and name != "X"
    }
    assert names == {term.constant for term in TERMS}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.constant)
def test_a_term_names_the_rooms_that_use_it(term: Term) -> None:
    rooms = {*term.writers, *term.readers} - {"author", "templates", "styles"}
    assert rooms == rooms_by_constant()[term.constant]
    assert ("templates" in term.writers) == term.is_in_templates()
    assert "styles" in term.readers or not term.is_in_styles()


def test_no_module_writes_out_a_class_or_attribute() -> None:
    foreign = ("csl", "importers")  # they read files with the classes of others
    texts = [text for room, text in modules() if room not in foreign]
    attributes = "|".join(term.name for term in TERMS if term.name.startswith("data-"))
    written = re.compile(
        r'(class_=|"class": |set\("class", )"[a-z]|get\("class"|@class=.[a-z]|\bdata_\w+=[^=]|'
        rf'"({attributes})"'
    )
    lines = [line for text in texts for line in text.split("\n") if written.search(line)]
    assert lines == []


def test_the_architecture_page_has_the_vocabulary() -> None:
    """Paste what this prints where it fails."""
    table = "\n".join(term.row() for term in TERMS)
    assert table in PAGE, table


def test_a_class_is_one_of_several() -> None:
    link = etree.fromstring('<a class="noteref  other"/>')
    assert has_class(link, "noteref")
    assert has_class(link, "other")
    assert not has_class(link, "note")
    assert not has_class(etree.Element("a"), "")
    assert classes_of(link) == ["noteref", "other"]


def test_notes_and_their_calls() -> None:
    text = '<a class="noteref"/><a/><aside class="footnote"/><aside class="box"/>'
    root = etree.fromstring(f'<body xmlns="{markup.XHTML}">{text}</body>')
    assert note_calls(root) == [root[0]]
    assert notes_of(root) == [root[2]]
