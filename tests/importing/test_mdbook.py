"""Books of mdBook: order, includes, hidden lines, listings, links between files."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.model.roles import Matter

_FILES = {
    "book.toml": '[book]\ntitle = "Ropes"\nauthors = ["Ada Hollin"]\nlanguage = "en"\n',
    "src/SUMMARY.md": """# Summary

[Foreword](foreword.md)

# Stuff

- [Fibres](fibres.md)
  - [Hemp](kinds/hemp.md)
- [Draft]()

# Use

- [Knots](knots.md)

[Thanks](thanks.md)
""",
    "src/foreword.md": "# Foreword\n\nSee [hemp](kinds/hemp.html#strength).\n",
    "src/fibres.md": "# Fibres\n\n{{#include part.md:2:3}}\n\n{{#include none.md}}\n",
    "src/part.md": "one\ntwo\nthree\nfour\n",
    "src/kinds/hemp.md": """# Hemp

## Strength

```rust,ignore
# fn hidden() {}
fn shown() {} // #[x]
## fn hash() {}
```

```rust
{{#rustdoc_include ../../code/knot.rs:knot}}
```

<Listing number="2-1" caption="A knot" file-name="src/knot.rs">

```rust
let knot = 1;
```

</Listing>
""",
    "src/knots.md": "# Knots\n\n> [!WARNING]\n> Wet ropes slip.\n\n\\{{#include}} stays.\n",
    "src/thanks.md": "# Thanks\n\nTo all.\n",
    "code/knot.rs": "fn a() {}\n// ANCHOR: knot\nfn knot() {}\n// ANCHOR_END: knot\nfn b() {}\n",
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mdbook")
    for name, text in _FILES.items():
        (folder / "rope" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "rope" / name).write_text(text, "utf-8")
    return importing.import_book(folder / "rope", folder / "book").target


def _text(imported: Path, name: str) -> str:
    return (imported / name).read_text("utf-8")


def test_the_summary_is_the_spine(imported: Path) -> None:
    _, book = api.open_book(imported)
    rows = [(s.matter, s.label, s.title) for top in book.sections for s in top.walk()]
    assert rows == [
        ("frontmatter", None, "Foreword"),
        ("bodymatter", "Part I", "Stuff"),
        ("bodymatter", "Chapter 1", "Fibres"),
        ("bodymatter", "1.1", "Hemp"),
        ("bodymatter", None, "Strength"),
        ("bodymatter", "Chapter 2", "Draft"),
        ("bodymatter", "Part II", "Use"),
        ("bodymatter", "Chapter 3", "Knots"),
        ("backmatter", None, "Thanks"),
    ]


def test_includes_are_in_their_place(imported: Path) -> None:
    fibres = _text(imported, "fibres.md")
    assert "two three" in fibres
    assert "four" not in fibres
    assert "fn knot() {}" in fibres
    assert "fn a()" not in fibres
    assert "fn b()" not in fibres
    assert "&#123;&#123;\\#include&#125;&#125; stays" in _text(imported, "knots.md")


def test_hidden_lines_of_rust_are_left_out(imported: Path) -> None:
    fibres = _text(imported, "fibres.md")
    assert "hidden" not in fibres
    assert "```rust\nfn shown() {} // #[x]\n# fn hash() {}\n```" in fibres
    assert 'Filename: src/knot.rs\n\n```rust {#listing-2-1 number="2-1" caption="A knot"}' in fibres


def test_links_between_files_stay_alive(imported: Path) -> None:
    assert "[hemp](#strength)" in _text(imported, "foreword.md")
    assert "::: warning\nWet ropes slip.\n:::" in _text(imported, "knots.md")


def test_what_is_missing_is_in_the_report(imported: Path) -> None:
    report = _text(imported, "import-report.md")
    assert "document that could not be read | 1 | fibres.md: {{\\#include none.md}}" in report
    assert "explained above" in report


_GITBOOK = {
    "book.json": '{"title": "Ropes", "author": "Ada Hollin"}',
    "SUMMARY.md": "# Summary\n\n## Stuff\n\n* Plants\n    * [Hemp](hemp.md)\n"
    "        * [Its strength](hemp.md#strength)\n\n## Use\n\n* [Knots](knots.md)\n",
    "README.md": "# Ropes\n\nRead on.\n",
    "hemp.md": "# Hemp\n\n## Strength\n\nIt holds.\n",
    "knots.md": "# Knots\n\nSee [hemp](hemp.md).\n",
}


_PLACES = {
    "book.json": '{"title": "Ropes", "author": "Ada Hollin", "root": "./texts/",'
    ' "structure": {"readme": "start.md", "summary": "README.md"}}',
    ".gitbook.yaml": "title: Ropes\nauthor: Ada Hollin\nroot: texts\n"
    "structure:\n  readme: start.md\n  summary: README.md\n",
}


@pytest.mark.parametrize("settings", _PLACES)
def test_a_book_of_gitbook_is_where_its_settings_say(tmp_path: Path, settings: str) -> None:
    names = {"SUMMARY.md": "README.md", "README.md": "start.md"}
    (tmp_path / "ropes" / "texts").mkdir(parents=True)
    (tmp_path / "ropes" / settings).write_text(_PLACES[settings], "utf-8")
    (tmp_path / "ropes" / "README.md").write_text("# The repository of a book\n", "utf-8")
    for name, text in _GITBOOK.items():
        if name != "book.json":
            (tmp_path / "ropes" / "texts" / names.get(name, name)).write_text(text, "utf-8")
    _, book = api.open_book(importing.import_book(tmp_path / "ropes", tmp_path / "book").target)
    assert [s.title for s in book.sections] == ["Ropes", "Stuff", "Use"]
    assert book.sections[0].matter is Matter.FRONT


def test_a_book_of_gitbook(tmp_path: Path) -> None:
    for name, text in _GITBOOK.items():
        (tmp_path / "ropes").mkdir(exist_ok=True)
        (tmp_path / "ropes" / name).write_text(text, "utf-8")
    _, book = api.open_book(importing.import_book(tmp_path / "ropes", tmp_path / "book").target)
    assert (book.metadata.title, [each.name for each in book.metadata.authors]) == (
        "Ropes",
        ["Ada Hollin"],
    )
    rows = [(s.role, s.label, s.title) for top in book.sections for s in top.walk()]
    assert rows == [
        ("preface", None, "Ropes"),
        ("part", "Part I", "Stuff"),
        ("chapter", "Chapter 1", "Plants"),
        ("section", "1.1", "Hemp"),
        ("section", None, "Strength"),
        ("part", "Part II", "Use"),
        ("chapter", "Chapter 2", "Knots"),
    ]


def test_the_variables_of_a_book_of_gitbook_have_their_values(tmp_path: Path) -> None:
    settings = '{"title": "Ropes", "variables": {"edition": 3, "mill": {"place": "Hull"}}}'
    text = "# Hemp\n\n{{ book.edition }} from {{book.mill.place}}, {{ book.none }}.\n"
    files = {**_GITBOOK, "book.json": settings, "hemp.md": text}
    for name, words in files.items():
        (tmp_path / "ropes").mkdir(exist_ok=True)
        (tmp_path / "ropes" / name).write_text(words, "utf-8")
    target = importing.import_book(tmp_path / "ropes", tmp_path / "book").target
    text = "".join(each.read_text("utf-8") for each in target.glob("*.md"))
    assert "\n3 from Hull, " in text
    assert "hemp.md: {{ book.none }}" in (target / "import-report.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("heading", "title"),
    [("The Use of Ropes", "The Use of Ropes"), ("Ropes", "en")],
)
def test_a_book_without_a_title_has_that_of_its_first_page(
    tmp_path: Path, heading: str, title: str
) -> None:
    """One word, such as Introduction, says less than the name of the folder."""
    (tmp_path / "en").mkdir()
    files = _GITBOOK | {"README.md": f"# {heading}\n\nRead on.\n", "book.json": "{}"}
    for name, text in files.items():
        (tmp_path / "en" / name).write_text(text, "utf-8")
    outcome = importing.import_book(tmp_path / "en", tmp_path / "book")
    _, book = api.open_book(outcome.target)
    assert book.metadata.title == title
    assert outcome.open_questions == 1
