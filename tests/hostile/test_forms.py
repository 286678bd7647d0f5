"""Hostile forms through the command: refused with a message, or harmless in a product.

`make bad-inputs` tries all of them; drawings, images and patterns have tests of their own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.archives import archives
from tests.hostile.collection import Form, Tally, forms, in_print, table, try_form
from tests.hostile.conftest import CANARY, Listener

pytestmark = pytest.mark.slow

ARCHIVES = sorted(archives("/x", "http://x"))


def of_group(group: str, canary: Path, listener: Listener) -> list[Form]:
    return [form for form in forms(canary, listener.address) if form.group == group]


def outcome_of(form: Form, place: Path, listener: Listener) -> Tally:
    tally = Tally()
    place.mkdir()
    tally.add(form, try_form(form, place, listener))
    return tally


def test_there_are_enough_forms(canary: Path, listener: Listener) -> None:
    names = [(form.group, form.name) for form in forms(canary, listener.address)]
    assert len(set(names)) == len(names) >= 300


@pytest.mark.parametrize("name", ARCHIVES)
def test_archives(name: str, tmp_path: Path, canary: Path, listener: Listener) -> None:
    (form,) = (f for f in of_group("archives", canary, listener) if f.name == name)
    tally = outcome_of(form, tmp_path / "place", listener)
    assert tally.is_right, tally.faults
    assert tally.rows["archives"]["refused"] == 1


def test_links_in_products(tmp_path: Path, canary: Path, listener: Listener) -> None:
    for number, form in enumerate(of_group("links", canary, listener)[::4]):
        tally = outcome_of(form, tmp_path / str(number), listener)
        assert tally.is_right, tally.faults


def test_a_book_in_print(tmp_path: Path, canary: Path, listener: Listener) -> None:
    form = next(in_print(canary, listener.address))
    tally = outcome_of(form, tmp_path / "place", listener)
    assert tally.is_right, tally.faults
    assert tally.rows["books in print"]["harmless"] == 1


@pytest.mark.parametrize("edition", ["epub", "pdf"])
def test_a_leak_is_noticed(edition: str, tmp_path: Path, canary: Path, listener: Listener) -> None:
    """The content of the canary in a text gets into the product, where it is counted."""
    words = ("build", "book", "--out", "out", "--edition", edition)
    form = Form("leaks", "text", {"a.md": f"# A\n\n{CANARY}\n"}, words)
    tally = outcome_of(form, tmp_path / "place", listener)
    assert not tally.is_right
    head, row, _ = table(tally).splitlines()
    assert head.split() == ["hostile", "forms", "refused", "harmless", "canaries", "calls"]
    assert row.split()[:4] == ["leaks", "1", "0", "1"]
    assert int(row.split()[4]) > 0
