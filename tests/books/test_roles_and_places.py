"""Every role in every place: both products are right, or the entry is refused when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
from publish.model.language import localized_words
from publish.model.roles import Role
from tests.conftest import WriteBook

pytestmark = pytest.mark.slow

BOOK = '[book]\ntitle = "A Book"\nauthors = ["A. Writer"]\nlanguage = "en"\n[structure]\n'
PLACES = {
    "front": 'frontmatter = [{}]\nbodymatter = ["one.md"]',
    "body": 'bodymatter = ["one.md", {}, "two.md"]',
    "back": 'bodymatter = ["one.md"]\nbackmatter = [{}]',
    "part": 'bodymatter = [{{ title = "On Stone", sections = [{}, "one.md"] }}]',
    "chapter": 'bodymatter = [{{ file = "one.md", sections = [{}] }}, "two.md"]',
}
WORDS = "The {} of this book has some words, and it needs a few more of them to fill its lines. "
TEXTS = {
    "with headings": "# About {0}\n\n{1}\n\n## Of {0}\n\n{2}\n",
    "of text alone": "{1}\n\n*More* of {0}.\n",
}


def _file(role: Role, text: str) -> str:
    line = WORDS.format(role)
    return text.format(role, line, line * 40)


def _books(place: str, text: str, *roles: Role) -> dict[str, str]:
    """A book with sections of those roles in one place."""
    entries = ", ".join(f'{{ file = "{role}-x.md", role = "{role}" }}' for role in roles)
    files = {f"{role}-x.md": _file(role, TEXTS[text]) for role in roles}
    chapters = {f"{name}.md": f"# {name.title()}\n\n{WORDS * 9}\n" for name in ("one", "two")}
    return {"book.toml": BOOK + PLACES[place].format(entries), **chapters, **files}


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("place", PLACES)
def test_all_roles_in_one_place(
    write_book: WriteBook, tmp_path: Path, place: str, text: str
) -> None:
    named = localized_words("en").roles
    roles = [role for role in Role if text == "with headings" or role in named]
    built = api.build(write_book(_books(place, text, *roles)), tmp_path / "out")
    assert len(built.artifacts) == 2


@pytest.mark.parametrize(
    ("place", "role"),
    [("part", Role.EPIGRAPH), ("chapter", Role.EPIGRAPH), ("back", Role.SECTION)],
)
def test_one_role(write_book: WriteBook, tmp_path: Path, place: str, role: Role) -> None:
    books = (_books(place, text, role) for text in TEXTS if role is Role.EPIGRAPH)
    for number, files in enumerate([_books(place, "with headings", role), *books]):
        folder = write_book(files, f"book-{number}")
        assert len(api.build(folder, tmp_path / f"out-{number}").artifacts) == 2
