"""The search where words have no spaces between them."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from publish import pipeline
from publish.cache import Cache
from publish.diagnostics import Report
from tests.browser import drive
from tests.running import run_context
from tests.web.site import Site, build_site, elements, served, write_files

MANIFEST = """
[book]
title = "Salt"
authors = ["Ada Hollin"]
language = "{language}"

[structure]
bodymatter = [{chapters}]

[editions.web]
format = "web"
"""
CHINESE = "# 水\n\n海鸥站在泥上，是低潮；海鸥站在石上，是半潮。\n"
JAPANESE = "# 港\n\n港の名前は誰も知らない。\n"
IN_ENGLISH = {
    "book.toml": MANIFEST.format(
        language="en",
        chapters='"sand.md", { file = "shui.md", language = "zh-Hans" }, "signs.md", "tides.md"',
    ),
    "sand.md": "# Sand\n\nIt walks inland.\n",
    "shui.md": CHINESE,
    "signs.md": "# Signs\n\nA board says [落潮时桥不开放]{lang=zh-Hans}.\n",
    "tides.md": "# Tides\n\nThey have a table.\n\n{lang=zh-Hans}\n> 守闸的人每天看表。\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("search")
    return build_site(write_files(folder / "salt", IN_ENGLISH), folder / "out", Cache(None))


def test_a_chinese_chapter_of_an_english_book_has_an_index_of_its_own(site: Site) -> None:
    (results,) = [
        each for each in elements(site.page("search.html"), "ol") if each.get("data-beside")
    ]
    assert results.get("data-beside") == "zh"
    indexes = {path.parent.name for path in site.folder.glob("*/pagefind-entry.json")}
    assert indexes == {"pagefind", "pagefind-beside"}
    assert '"page_count":3' in site.text("pagefind-beside/pagefind-entry.json")


@pytest.mark.slow
@pytest.mark.browser
def test_a_chinese_word_inside_a_sentence_is_found(site: Site) -> None:
    links = "[...document.querySelectorAll('#_results a')].map(a => a.hash)"
    steps: list[tuple[object, ...]] = []
    with served(site.folder) as address:
        for word in ("低潮", "inland", "开放", "每天"):
            steps += [("open", f"{address}search.html?q={word}"), ("wait", f"{links}[0]")]
            steps.append(("ask", links))
        assert drive(*steps) == [["#shui"], ["#sand"], ["#signs"], ["#tides"]]


@pytest.mark.parametrize(
    ("language", "chapter", "tag", "is_warned"),
    [
        ("zh-Hant", CHINESE, "", True),
        ("ja", JAPANESE, "", True),
        ("en", JAPANESE, "ja", True),
        ("ko", "# 항구\n\n물이 낮다.\n", "", False),
        ("en", "# Sand\n\nIt walks.\n", "", False),
    ],
)
def test_without_the_larger_program_a_warning_says_so(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    chapter: str,
    tag: str,
    is_warned: bool,
) -> None:
    def small_only(name: str) -> object:
        return None if name == "pagefind_bin_extended" else find_spec(name)

    monkeypatch.setattr("publish.outputs.web.search.find_spec", small_only)
    of_chapter = f', language = "{tag}"' if tag else ""
    manifest = MANIFEST.format(language=language, chapters=f'{{ file = "a.md"{of_chapter} }}')
    folder = write_files(tmp_path / "salt", {"book.toml": manifest, "a.md": chapter})
    report = Report()
    (artifact,) = pipeline.build(
        folder, ["web"], tmp_path / "out", run_context(report, cache=Cache(None))
    )
    warnings = [each.hint for each in report.diagnostics if each.code == "OUT-005"]
    assert warnings == ['pip install "publish-book[web-cjk]"'] * is_warned
    assert not (artifact.path / "pagefind-beside").exists()
