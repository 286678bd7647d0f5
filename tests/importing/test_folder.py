"""The book folder is complete, readable by the toolchain, and written completely or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.diagnostics import ContentError, Report
from publish.errors import CannotWrite, UsageError
from publish.importers.plaintext import import_text
from publish.importers.plaintext.ledger import SpanRole
from publish.importers.plaintext.recovery import Recovery, recover
from publish.model.section import Section, walk
from publish.sources.spine.folder import read_book
from publish.structure.numbering import number_sections
from tests.importing import cases
from tests.importing.books import Case, Dirt, make_case
from tests.running import run_context

pytestmark = pytest.mark.slow

_REST = "The lower tenants kept the copper sluice until the water rose again that year."


def _imported(text: str, folder: Path) -> Path:
    source = folder / "source.txt"
    source.write_bytes(text.encode("utf-8"))
    return import_text(source, folder / "book").target


def _sections(book: Path) -> list[Section]:
    report = Report()
    read = read_book(book, run_context(report))
    assert read is not None
    numbered = number_sections(read, run_context(report))
    assert not report.errors, [str(d) for d in report]
    return list(walk(numbered.sections))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


CASES = [
    *cases.two_levels(31, 3),
    *cases.distinct_styles(31, 15),
    *cases.three_levels(31, 2),
    *cases.noise(31, 15),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind} {case.seed}")
def test_the_book_has_all_headings_and_all_words(case: Case, tmp_path: Path) -> None:
    sections = _sections(_imported(case.text, tmp_path))
    recovery = recover(case.text)
    titles = [_words(heading.title) for heading in recovery.headings]
    written = [_words(s.title) for s in sections]
    assert [title for title in titles if title not in written] == []
    # The numbers of a list's items are counted by the book.
    body = [
        re.sub(r"(?m)^[ \t]*[0-9]+[.)] ", "", case.text[s.start : s.end])
        for s in recovery.spans
        if s.role in (SpanRole.BODY, SpanRole.RUN_IN)
    ]
    # A word hyphenated at the end of a line is joined; only hard-wrapped text has such words.
    imported = "".join(
        "".join(_words("".join(map(str, s.body.itertext())))) for s in sections if not s.missing
    )
    run_ins = sum(len("".join(_words(p))) for p in _run_ins(recovery))
    assert len(imported) + run_ins >= len("".join(_words("".join(body))))


def _run_ins(recovery: Recovery) -> list[str]:
    paragraphs = [*recovery.preamble, *(p for f in recovery.headings for p in f.paragraphs)]
    return [p.run_in for p in paragraphs if p.run_in]


def test_a_paper_of_parts_and_chapters(tmp_path: Path) -> None:
    """Plain numbers twice, a stray numeral, a copy that breaks off: counted 1 and 1.1."""
    dirt = Dirt(
        layout="indents", contents=True, cut=True, stray=True, conclusion=True,
        implied_foreword=True, dateline=True,
    )  # fmt: skip
    case = make_case("paper", 5, "one style", 2, dirt)
    book = _imported(case.text, tmp_path)
    sections = _sections(book)
    assert sections[0].role == "foreword"
    assert sections[0].number is None
    assert sections[-1].role == "conclusion"
    assert sections[-1].number is None
    assert sections[-1].missing
    parts = [s for s in sections if s.role == "part"]
    assert [s.number for s in parts] == [str(i + 1) for i in range(len(parts))]
    for part in parts:
        numbers = [child.number for child in part.children]
        assert numbers == [f"{part.number}.{i + 1}" for i in range(len(numbers))]
    missing = [s.missing for s in sections[1:]]
    assert missing == sorted(missing), "what is missing stands at the end of a copy that broke off"
    manifest = (book / "book.toml").read_text("utf-8")
    assert "date = 2019-06-04" in manifest
    assert 'role = "isb"' in manifest


@pytest.mark.parametrize(
    ("style", "depth", "labels"),
    [
        ("law", 3, ["Part I", "Chapter 1", "Article 1"]),
        ("german law", 3, ["1. Teil", "1. Abschnitt", "§ 1"]),
        ("chinese", 2, ["一、", "（一）"]),
        ("letters", 3, ["I", "A", "1"]),
        ("decimal", 3, ["1", "1.1", "1.1.1"]),
        ("running", 2, ["Part One", "1"]),
    ],
)
def test_the_numbering_of_the_source_is_reproduced(
    style: str, depth: int, labels: list[str], tmp_path: Path
) -> None:
    drawn = (make_case("labels", seed, style, depth, Dirt()) for seed in range(50))
    case = next(c for c in drawn if max(level for level, _ in c.truth) == depth)
    sections = _sections(_imported(case.text, tmp_path))
    firsts = [next(s for s in sections if s.level == level) for level in range(1, depth + 1)]
    assert [s.label for s in firsts] == labels


def test_an_inserted_article_keeps_its_letter(tmp_path: Path) -> None:
    drawn = (make_case("letter", seed, "law", 3, Dirt()) for seed in range(50))
    case = next(c for c in drawn if "Article 6." in c.text)
    labels = [s.label for s in _sections(_imported(case.text, tmp_path)) if s.level == 3]
    assert labels[3:6] == ["Article 4", "Article 4a", "Article 5"]


def test_a_passage_with_only_run_ins_has_them_on_level_three(tmp_path: Path) -> None:
    heads = ["Mending the common weir.", "Sharing the tolls.", "Guarding the eastern ferry."]
    text = "\n\n".join([_REST, *(f"{head} {_REST} {_REST}" for head in heads)])
    book = _imported(text, tmp_path)
    sections = _sections(book)
    assert [s.title for s in sections if s.level == 3] == [head[:-1] for head in heads]
    assert all(s.number is None for s in sections)
    sheet = (book / "import-review.md").read_text("utf-8")
    assert "container 1 | [Untitled part]" in sheet


def test_supplied_sections_can_be_named_or_deleted(tmp_path: Path) -> None:
    heads = ["Mending the common weir.", "Sharing the tolls."]
    source = tmp_path / "passage.txt"
    source.write_text("\n\n".join(f"{head} {_REST}" for head in heads), "utf-8")
    first = import_text(source, tmp_path / "book")
    rows = first.review.read_text("utf-8").splitlines(keepends=True)
    outline = next(i for i, row in enumerate(rows) if row == "## Outline\n")
    at = next(i for i, row in enumerate(rows) if i > outline and "container 1 |" in row)
    del rows[at]
    rows[at] = "! container 2 | The valley\n"
    title = next(i for i, row in enumerate(rows) if i > outline and "title |" in row)
    rows[title] = "  title | A Book of Weirs\n"
    first.review.write_text("".join(rows), "utf-8")
    second = import_text(source, first.target, answers=first.review)
    sections = _sections(second.target)
    assert [(s.level, s.title) for s in sections] == [
        (1, "The valley"), (2, "Mending the common weir"), (2, "Sharing the tolls"),
    ]  # fmt: skip
    assert second.open_questions == 0
    assert 'title = "A Book of Weirs"' in (second.target / "book.toml").read_text("utf-8")
    before = {p.name: p.read_bytes() for p in second.target.iterdir()}
    import_text(source, second.target, answers=second.review)
    assert {p.name: p.read_bytes() for p in second.target.iterdir()} == before


def test_twice_is_the_same_and_an_edit_is_never_overwritten(tmp_path: Path) -> None:
    text = f"1. Mills\n\n{_REST}\n\n2. Weirs\n\n{_REST}\n"
    book = _imported(text, tmp_path)
    before = {p.name: p.read_bytes() for p in book.iterdir()}
    assert _imported(text, tmp_path) == book
    assert {p.name: p.read_bytes() for p in book.iterdir()} == before
    chapter = book / "chapter-1.md"
    chapter.write_text("# Mills\n\nMy own words.\n", "utf-8")
    with pytest.raises(ContentError, match="IMP-005"):
        _imported(text, tmp_path)
    assert chapter.read_text("utf-8") == "# Mills\n\nMy own words.\n"


@pytest.mark.parametrize("name", ["notes.txt", "import-review.md", "images/a.png"])
def test_a_foreign_or_changed_file_stops_it(name: str, tmp_path: Path) -> None:
    text = f"1. Mills\n\n{_REST}\n\n2. Weirs\n\n{_REST}\n"
    book = _imported(text, tmp_path)
    (book / name).parent.mkdir(exist_ok=True)
    (book / name).write_text("mine", "utf-8")
    with pytest.raises(ContentError, match="IMP-005"):
        _imported(text, tmp_path)
    assert (book / name).read_text("utf-8") == "mine"


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book/book.toml").write_text('[book]\ntitle = "Mine"\n', "utf-8")
    with pytest.raises(ContentError, match="IMP-004"):
        _imported("1. Mills\n\nText.\n", tmp_path)


def test_another_text_does_not_replace_it(tmp_path: Path) -> None:
    _imported("1. Mills\n\nText.\n", tmp_path)
    with pytest.raises(ContentError, match="IMP-004"):
        _imported("1. Weirs\n\nText.\n", tmp_path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "IMP-006"), (b" \n\f\n", "IMP-006"), (b"a\x00b", "TXT-001"), (b"a\x1bb", "TXT-001"),
    ],
)  # fmt: skip
def test_a_bad_text_is_refused_and_nothing_written(
    content: bytes, code: str, tmp_path: Path
) -> None:
    source = tmp_path / "bad.txt"
    source.write_bytes(content)
    with pytest.raises(ContentError, match=code):
        import_text(source, tmp_path / "book")
    assert [p.name for p in tmp_path.iterdir()] == ["bad.txt"]


def test_a_byte_order_mark_and_carriage_returns_change_no_words(tmp_path: Path) -> None:
    text = f"1. Mills\n\n{_REST}\n\n2. Weirs\n\n{_REST}\n"
    for name in "ab":
        (tmp_path / name).mkdir()
    plain = _imported(text, tmp_path / "a")
    other = _imported("\ufeff" + text.replace("\n", "\r\n"), tmp_path / "b")
    for page in plain.glob("*-?.md"):
        assert page.read_bytes() == (other / page.name).read_bytes()


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        import_text(tmp_path / "none.txt", tmp_path / "book")


def test_an_unwritable_target_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("1. Mills\n\nText.\n", "utf-8")
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(CannotWrite):
        import_text(source, tmp_path / "file" / "book")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "file"]
