"""The tables of the chapter on shops have the rules that are shipped."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from publish.config.shops import shipped_shop, shop_names
from publish.model.shop import PARTS, TRAITS, Rule
from tests.conftest import Golden
from tests.docs.manual import HANDBOOK

PAGE = HANDBOOK / "shops.md"
_HEAD = "| Rule | Limit | What is said there |\n|:-----|:------|:------------------|\n"


def test_every_shop_is_listed() -> None:
    listed = re.findall(r"^### .* \{#shop-(\w+)\}$", PAGE.read_text("utf-8"), re.M)
    assert [name for name in listed if name != "keys"] == shop_names()


@pytest.mark.parametrize("name", shop_names())
def test_table_of_a_shop(name: str, golden: Golden) -> None:
    text = PAGE.read_text("utf-8")
    shown = re.search(rf"{{#shop-{name}}}\n\n(.*?)\n(?=\n###|\Z)", text, re.S)
    assert shown
    shop = shipped_shop(name)
    assert shop is not None
    golden(PAGE, shown[1], _HEAD + "\n".join(map(_row, shop.rule)))


def _row(rule: Rule) -> str:
    limits = "; ".join(_limits(rule))
    severity = "" if rule.severity == "error" else ", a warning"
    said = f"{rule.says} ([source]({rule.source}), {rule.read})"
    return f"| `{rule.id}` | {limits}{severity} | {said} |"


def _limits(rule: Rule) -> Iterator[str]:
    for key, value in rule.limits():
        words = value if isinstance(value, tuple) else [value]
        written = (f"{each:,}" if isinstance(each, int | float) else f"`{each}`" for each in words)
        yield f"`{rule.of}` {key} {', '.join(written)}"


def test_parts_and_traits_are_listed() -> None:
    listed = set(re.findall(r"`([\w-]+)`", PAGE.read_text("utf-8")))
    assert {*PARTS, *TRAITS} <= listed
