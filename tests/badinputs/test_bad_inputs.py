"""Every bad book is diagnosed at the right place and changes nothing; its good twin passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.config import limits
from tests.badinputs.case import Case, diagnose, manifest, meta, summaries, write
from tests.badinputs.collection import CASES, CHECKED, Tally, corpus_alarms, table
from tests.badinputs.judging import COLUMNS, judge
from tests.badinputs.manifests import title


def test_the_names_of_cases_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(names) >= 120
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("case", [*CASES, *CHECKED], ids=lambda case: case.name)
def test_bad_book_and_its_good_twin(case: Case, tmp_path: Path) -> None:
    assert judge(case, tmp_path).faults == {}


def test_no_book_of_the_corpus_has_diagnostics() -> None:
    assert corpus_alarms() == {"handbook": [], "moderate-prosperity": [], "specimen": []}


FALSE = (
    meta("line", 'titel = "A"', 'rights = "A"', "MAN-005 book.toml:5"),
    meta("code", 'titel = "A"', 'rights = "A"', "MAN-004 book.toml:4"),
    meta("class", 'titel = "A"', 'rights = "A"', "RES-001 book.toml:4"),
    meta("good", 'rights = "A"', 'rights = "A"', "MAN-005 book.toml:4"),
    meta("alarm", 'titel = "A"', 'title_ = "A"', "MAN-005 book.toml:4"),
    title("warned", 'title = "A"', "~MAN-014 book.toml:3"),
)


@pytest.mark.parametrize("case", FALSE, ids=lambda case: case.name)
def test_the_judge_rejects_cases_with_wrong_expectations(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publish.pipeline.build_run.resolve", lambda *_: 1 / 0)
    assert judge(case, tmp_path).faults != {}


def test_the_table_counts_each_column(tmp_path: Path) -> None:
    tally = Tally()
    for number, case in enumerate([*CASES[:3], *FALSE[:2]]):
        tally.add(judge(case, tmp_path / str(number)))
    head, row, total = table(tally).splitlines()
    assert head.split("  ")[0] == "class"
    assert row.split() == ["MAN", "3", "5", "3", "5", "5", "5", "5"]
    assert total.split() == ["all", "5", "3", "5", "5", "5", "5"]
    assert not tally.is_right
    assert list(COLUMNS) == ["reported", "one line", "exit code", "untouched", "twin"]


def test_sections_of_all_files_count_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECTIONS", 3)
    home = write(tmp_path / "book", {"a.md": "# A\n\n## B\n\nc\n\n## D\n\ne\n"})
    assert summaries(diagnose(home), home) == ()
    (home / "b.md").write_text("# B\n\nText.\n", "utf-8")
    (home / "book.toml").write_text(manifest(spine='bodymatter = ["a.md", "b.md"]'), "utf-8")
    assert summaries(diagnose(home), home) == ("STR-016 book.toml:5",)
