"""Profiles of a user: each mistake in the file is reported with its line, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.api.shops import check_shops, shop_profiles
from publish.config.shops import read_shop
from publish.diagnostics import ContentError, Report
from publish.errors import UsageError
from tests.shops.small_books import SmallBook

_RULE = """
[[rule]]
id = "{}"
{}
says = "so it is"
hint = "do it"
source = "https://example.org"
read = 2026-11-29
"""


def _file(*rules: tuple[str, str]) -> str:
    return 'name = "Ours"\n' + "".join(_RULE.format(*rule) for rule in rules)


def _messages(text: str) -> list[str]:
    report = Report()
    read_shop(text.encode(), "ours.toml", report)
    return [f"{each.location}: {each.code}: {each.message}" for each in report]


def test_right_file() -> None:
    assert _messages(_file(("a", 'of = "image-bytes"\nmost = 5'))) == []


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('of = "image-bytes"\nnever = ["x"]', "3:1: MAN-042: `image-bytes` is limited by numbers"),
        ('of = "image-type"\nmost = 3', "3:1: MAN-042: `image-type` is limited by words"),
        ('of = "image-bytes"', "3:1: MAN-042: `image-bytes` is limited by numbers"),
        ('of = "part"\nneeds = ["covr"]', "3:1: MAN-042: `part` does not know `covr`"),
        ('of = "image-trait"\nnever = ["red"]', "3:1: MAN-042: `image-trait` does not know `red`"),
        ("most = 3", "3:1: MAN-042: the rule `a` has no `of`"),
        ('of = "image-byte"\nmost = 3', "5:1: MAN-005: `rule.of`: invalid enum value 'image-byte'"),
        ('of = "image-bytes"\nmore = 3', "6:1: MAN-005: unknown key `more`"),
        (
            'of = "image-bytes"\nmost = "x"',
            "6:1: MAN-005: `rule.most`: expected `int | float | null`, got `str`",
        ),
    ],
)
def test_mistakes_have_their_lines(lines: str, message: str) -> None:
    assert f"ours.toml:{message}" in _messages(_file(("a", lines)))


def test_pattern_that_is_none() -> None:
    found = _messages(_file(("a", "of = \"file-name\"\nlike = '('")))
    assert len(found) == 1
    assert found[0].startswith("ours.toml:6:1: MAN-042: `like` is not a regular expression")


def test_all_mistakes_at_once() -> None:
    right, wrong = 'of = "image-bytes"\nmost = 5', 'of = "image-bytes"'
    found = _messages(_file(("a", wrong), ("b", right), ("b", right)).replace("name", "nam", 1))
    assert [each.partition(": ")[0] for each in found] == [
        "ours.toml:1:1", "ours.toml:1:1", "ours.toml:3:1", "ours.toml:20:1",
    ]  # fmt: skip


def test_profiles_of_a_request(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(_file(("few", 'of = "documents"\nmost = 1')), "utf-8")
    shops = shop_profiles(["kobo", str(file)])
    assert list(shops) == ["kobo", str(file)]
    book = SmallBook(documents=2).write(tmp_path)
    assert [each.code for each in check_shops(book, {"ours": shops[str(file)]})] == ["SHP-001"]
    assert "compatible" not in shop_profiles(["all"])
    with pytest.raises(UsageError, match="there is no profile `kindel`") as error:
        shop_profiles(["kindel"])
    assert error.value.hint == "did you mean `kindle`?"
    with pytest.raises(UsageError):
        shop_profiles([str(tmp_path / "none.toml")])
    file.write_text("name = 3", "utf-8")
    with pytest.raises(ContentError):
        shop_profiles([str(file)])
