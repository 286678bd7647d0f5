"""The handbook's entries of diagnostics compared with the codes of the program."""

from __future__ import annotations

import re

from publish.codes import CodeEntry, code_entries
from publish.diagnostics import Location, Report
from tests.conftest import Golden
from tests.docs.manual import HANDBOOK, ROOT, codes, rows, section, text

CODE = re.compile(r'"((?:MAN|TXT|STR|NUM|REF|RES|IMP|ACC|LAY|OUT|VER|REL|SHP|PRE|DEL)-\d{3})"')


def entry_text(code: str, entry: CodeEntry) -> str:
    """The entry of a code as the handbook has it."""
    return (
        f"[{code}]{{#{code.lower()}}} {entry.title}\n: {entry.cause}\\\n"
        f"  *Example:* {entry.example}.\\\n  *Cure:* {entry.cure}"
    )


ENTRY = r"^\[([A-Z]{3}-\d{3})\].*?(?=\n\n|\n?\Z)"


class TestDiagnostics:
    def raised(self) -> set[str]:
        sources = sorted((ROOT / "publish").rglob("*.py"))
        return {code for path in sources for code in CODE.findall(path.read_text("utf-8"))}

    def test_each_code_has_its_entry(self) -> None:
        assert sorted(code_entries()) == sorted(self.raised())

    def test_the_handbook_has_every_entry_in_the_order_of_the_table(self, golden: Golden) -> None:
        file = HANDBOOK / "diagnostics.md"
        shown = {
            entry[1]: entry[0]
            for entry in re.finditer(ENTRY, file.read_text(encoding="utf-8"), re.M | re.S)
        }
        assert list(shown) == list(code_entries())
        for code, entry in code_entries().items():
            golden(file, shown[code], entry_text(code, entry))

    def test_entries_have_an_anchor_a_cause_an_example_and_a_cure(self) -> None:
        for inside in section("diagnostics").walk():
            for term in inside.body.iter("{*}dt"):
                code = text(term).split()[0]
                description = term.getnext()
                assert description is not None
                assert [anchor.get("id") for anchor in term.iter("{*}span")] == [code.lower()]
                assert re.fullmatch(r".+ Example: .+\. Cure: .+", text(description)), code

    def test_families_and_their_exit_codes(self) -> None:
        listed = {codes(row[0])[0]: int(text(row[2])) for row in rows("tbl-families")}
        report = {letters: Report() for letters in listed}
        for letters, each in report.items():
            each.add(f"{letters}-001", "x", Location("x"))
        assert listed == {letters: each.exit_code() for letters, each in report.items()}
        assert set(listed) == {code[:3] for code in self.raised()}
