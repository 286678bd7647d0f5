"""For each rule of each shop, a smallest book that breaks it, and a twin that keeps to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.codes import code_entries
from publish.config.shops import shipped_shop, shop_names
from publish.model.shop import Measure, Rule, Shop
from publish.verification.shops import MEASURES, check_shops, code_of
from tests.shops.small_books import SmallBook, book_for


def _rules() -> Iterator[tuple[str, Shop, Rule]]:
    for name in shop_names():
        shop = shipped_shop(name)
        assert shop is not None
        for rule in shop.rule:
            yield name, shop, rule


RULES = list(_rules())
_IDS = [f"{name}/{rule.id}" for name, _, rule in RULES]


@pytest.mark.parametrize(("name", "shop", "rule"), RULES, ids=_IDS)
def test_small_book_breaks_rule_and_twin_keeps_to_it(
    name: str, shop: Shop, rule: Rule, tmp_path: Path
) -> None:
    broken = book_for(rule, breaks=True).write(tmp_path)
    found = _reported(broken, name, shop)
    assert rule.id in found
    severity, code = found[rule.id]
    assert severity == rule.severity
    assert code in code_entries()
    broken.unlink()
    kept = book_for(rule, breaks=False).write(tmp_path)
    assert rule.id not in _reported(kept, name, shop)


def _reported(path: Path, name: str, shop: Shop) -> dict[str, tuple[str, str]]:
    """Severity and code by the rule that is broken."""
    found = {}
    for each in check_shops(path, {name: shop}):
        rule = re.search(rf"\[{name}/([\w-]+)\]", each.message)
        assert rule, each.message
        found[rule[1]] = (str(each.severity), each.code)
    return found


def test_every_measure_is_read_and_has_a_code(tmp_path: Path) -> None:
    assert set(MEASURES) == set(Measure)
    assert {code_of(each) for each in Measure} <= set(code_entries())


def test_every_rule_has_its_source_and_its_day() -> None:
    for _, _, rule in RULES:
        assert re.fullmatch(r"https?://\S+", rule.source)
        assert rule.read.year >= 2026
        assert rule.says == rule.says.rstrip(".")
        assert rule.hint == rule.hint.rstrip(".")


def test_one_message_for_many_of_a_kind(tmp_path: Path) -> None:
    shop = shipped_shop("kobo")
    assert shop is not None
    styled = SmallBook(documents=3, body='<p style="color: red">x</p>').write(tmp_path)
    found = [d.message for d in check_shops(styled, {"kobo": shop}) if "inline" in d.message]
    assert len(found) == 1
    assert "page-0.xhtml: 1 elements" in found[0]
    assert "the first of 3" in found[0]


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive"])
def test_file_that_is_no_epub(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "broken.epub"
    file.write_bytes(content)
    shop = shipped_shop("kobo")
    assert shop is not None
    assert [each.code for each in check_shops(file, {"kobo": shop})] == ["VER-014"]
