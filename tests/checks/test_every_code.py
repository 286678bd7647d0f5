"""What every code proposes is done in a test, or here stands why not.

A bad book has a good twin, in which somebody followed the hint or the cure of its code.
"""

from __future__ import annotations

import re

from publish.codes import code_entries
from tests.checks.test_checks import CHECKS
from tests.checks.test_hints import MORE
from tests.pdf import test_hints as of_layouts

_REPORTED = re.compile(r": (?:error|warning|info) ([A-Z]{3}-\d{3}): ")
# By code, or group of codes: the test that does it in another way, or why none can.
_ELSEWHERE = {
    "ACC": "a rule and its harmless twin, in tests/epub/test_theme_accessibility.py",
    "DEL": "each failure of a target, and a delivery after it, in tests/delivery",
    "IMP": "each bad import and its good twin, in tests/badinputs/imports.py",
    "LAY-014": "a cover with too many words, in tests/printing/test_wrap.py",
    "LAY-015": "artwork for another number of pages, in tests/printing/test_wrap.py",
    "LAY-016": "a book too thick for its inner margin, in tests/printing/test_binding.py",
    "OUT-001": "no manifest that can be read has such a character",
    "OUT-002": "folders with the work of others, in tests/exporting/test_frame.py",
    "OUT-003": "folders that somebody has changed, in tests/exporting/test_frame.py",
    "OUT-004": "a machine without what makes the index, in tests/web/test_editions.py",
    "OUT-005": "a machine without the larger of these, in tests/web/test_search.py",
    "PRE": "a fault in the smallest file for each rule, in tests/printing/test_rules.py",
    "REL": "each damage to a release, and one without any, in tests/releases",
    "SHP": "a small book and its twin for each rule, in tests/shops/test_rules.py",
    "TXT-005": "no test installs a package; tests/commands/test_doctor.py compares its name",
    "VER": "a product that differs is a fault of ours, which no author can mend",
}


def test_what_every_code_proposes_is_done() -> None:
    texts = [check.expected for check in (*CHECKS, *MORE, *of_layouts.CHECKS)]
    done = {code for text in texts for code in _REPORTED.findall(text)}
    done |= {fault.code for fault in of_layouts.FAULTS}
    left = set(code_entries()) - done
    assert [code for code in sorted(left) if not {code, code[:3]} & _ELSEWHERE.keys()] == []
    assert [each for each in _ELSEWHERE if not any(code.startswith(each) for code in left)] == []
