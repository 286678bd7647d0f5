"""What a proof sheet tells of a small book, and how its page is made."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from lxml import html

from publish.cli import publish
from publish.errors import UsageError
from publish.pipeline.earlier import load_text
from publish.proofing.findings.table import FINDING_KINDS
from tests.proof.conftest import Proofed, proof_of
from tests.proof.seeded import BAD, SENTENCE, write_files
from tests.running import run_context

pytestmark = pytest.mark.slow


class TestFindings:
    def test_a_good_book_has_none(self, good: Proofed) -> None:
        assert good.facts["findings"] == []
        assert "Nothing to mend was found." in good.page

    @pytest.mark.parametrize(
        ("kind", "message", "words", "location"),
        [
            ("missing-text", "the text of the section is missing", "Chapter 3. Lost", "book.toml"),
            ("open-question", "is open", "Is “Sand” a chapter?", "import-review.md:5"),
            ("diagnostic", "IMP-010", "", "book.toml"),
            ("coarse-picture", "pixels for an inch", "A navy square", "letters.md:17"),
            ("fitted", "a table printed at", "Table 1. Months", "shapes.md:3"),
            ("fitted", "a formula broken into 2 lines", "a", "shapes.md:9"),
            ("short-page", "empty lines at the foot", "", "shapes.md"),
        ],
    )
    def test_each_has_its_words_and_its_line(
        self, bad: Proofed, kind: str, message: str, words: str, location: str
    ) -> None:
        found = [each for each in bad.kinds()[kind] if message in each["message"]]
        assert found
        assert found[0]["words"].startswith(words)
        assert found[0]["location"].startswith(location)

    def test_an_answered_question_is_not_open(self, bad: Proofed) -> None:
        titles = [each["words"] for each in bad.kinds()["open-question"]]
        assert titles == ["Is “Sand” a chapter?", "What is the last line?"]

    def test_a_short_page_has_its_reason(self, bad: Proofed) -> None:
        (short,) = bad.kinds()["short-page"]
        assert re.fullmatch(r"a picture \d+ lines high follows", short["reason"])

    def test_the_heaviest_are_first(self, bad: Proofed) -> None:
        weights = [each["weight"] for each in bad.facts["findings"]]
        assert weights == sorted(weights, key=["serious", "notable", "slight"].index)

    def test_what_is_on_a_page_is_marked_there(self, bad: Proofed) -> None:
        for each in bad.facts["findings"]:
            assert (each["area"] is None) == (each["kind"] in ("open-question", "diagnostic"))
            if each["area"] is not None:
                page = bad.facts["pages"][each["page"] - 1]
                left, top, right, bottom = each["area"]
                assert 0 <= left < right <= page["width"] + 1
                assert 0 <= top < bottom <= page["height"] + 1


class TestOutline:
    def test_words_notes_and_pictures_of_a_section_and_all_below_it(self, good: Proofed) -> None:
        rows = {row["id"]: row for row in good.facts["outline"]}
        letters, note = rows["letters"], rows["a-note"]
        assert (letters["notes"], letters["pictures"], rows["shapes"]["tables"]) == (1, 1, 1)
        assert letters["words"] - note["words"] == 16 * len(SENTENCE.split())
        assert letters["folio"] == "1"

    def test_a_missing_text_is_shown_in_the_outline(self, bad: Proofed) -> None:
        assert [row["is_missing"] for row in bad.facts["outline"]][-1] is True


class TestPage:
    def test_every_link_leads_to_a_place_on_it(self, bad: Proofed) -> None:
        tree = html.fromstring(bad.page)
        ids = [str(each) for each in tree.xpath("//@id")]
        assert len(ids) == len(set(ids))
        assert {str(each) for each in tree.xpath("//a/@href")} <= {f"#{each}" for each in ids}

    def test_it_needs_no_script_and_nothing_beside_it(self, bad: Proofed) -> None:
        tree = html.fromstring(bad.page)
        assert not tree.xpath("//script | //link | //@style | //@onclick")
        assert all(str(each).startswith("data:image/webp;") for each in tree.xpath("//@src"))
        (style,) = (str(each) for each in tree.xpath("//style/text()"))
        found = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        (policy,) = tree.xpath("//meta[@http-equiv]/@content")
        assert f"style-src 'sha256-{found}'" in policy
        assert "default-src 'none'" in policy

    def test_each_page_of_the_book_is_on_it(self, bad: Proofed) -> None:
        shown = html.fromstring(bad.page).xpath("//figure")
        assert len(shown) == len(bad.facts["pages"])

    def test_every_kind_has_a_title(self, bad: Proofed) -> None:
        assert bad.facts["kinds"] == {name: kind.title for name, kind in FINDING_KINDS.items()}


class TestAgain:
    def test_the_same_bytes_without_a_cache(self, bad: Proofed, tmp_path: Path) -> None:
        write_files(tmp_path / "salt", BAD)
        assert proof_of(tmp_path).page == bad.page

    def test_an_edit_reads_only_the_pages_that_it_changes(
        self, good: Proofed, tmp_path: Path
    ) -> None:
        stored = good.home / "cache/proof-page"
        before = {each.name for each in stored.rglob("*") if each.is_file()}
        chapter = good.home / "salt/found.md"
        text = chapter.read_text("utf-8")
        chapter.write_text(f"{text}\nOne more.\n", encoding="utf-8")
        proof_of(good.home)
        chapter.write_text(text, encoding="utf-8")
        after = {each.name for each in stored.rglob("*") if each.is_file()}
        assert len(after - before) == 1

    def test_changes_since_a_release(self, good: Proofed, tmp_path: Path) -> None:
        released = tmp_path / "dist/salt/1.0"
        released.mkdir(parents=True)
        text = load_text(good.home / "salt", run_context())
        text = msgspec.structs.replace(text, title="Salt")
        (released / "text.json").write_bytes(msgspec.json.encode(text))
        sheet = proof_of(good.home, dist=tmp_path / "dist")
        assert sheet.facts["changes"]["old_title"] == "Salt"
        since = proof_of(good.home, since=released)
        assert since.page == sheet.page
        assert '<h2 id="changes">Changes since 1.1</h2>' in sheet.page


class TestCommand:
    def test_json_and_a_line_for_people(self, good: Proofed, tmp_path: Path) -> None:
        out = tmp_path / "sheet.html"
        words = ["proof", str(good.home / "salt"), "--out", str(out), "--json"]
        result = CliRunner().invoke(publish, words)
        assert result.exit_code == 0
        facts = json.loads(result.stdout)
        assert facts == json.loads(json.dumps({"path": str(out), **good.facts}))
        assert result.stderr.endswith("sheet.html: nothing to mend was found\n")

    def test_an_edition_without_pages_is_refused(self, good: Proofed) -> None:
        with pytest.raises(UsageError, match="no edition `epub` with pages") as error:
            proof_of(good.home, edition="epub")
        assert error.value.hint == "those with pages: pdf"
