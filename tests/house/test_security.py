"""The tests and targets that SECURITY.md names exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_the_named_tests_exist() -> None:
    named = re.findall(r"`((?:tests|publish)/[^`]*)`", PAGE)
    assert len(named) >= 8
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_targets_exist() -> None:
    targets = re.findall(r"^([a-z -]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M)
    known = {word for line in targets for word in line.split()}
    assert set(re.findall(r"`make ([a-z-]+)`", PAGE)) <= known


def test_no_mail_address_is_named() -> None:
    assert not re.search(r"[\w.]+@[\w.]+|https?://", PAGE)
