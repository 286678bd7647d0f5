"""Loads the profiles of shops: those that are shipped, by name, and those of a user, by file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from publish.config.manifest import parse_table
from publish.config.positions import KeyPositions
from publish.config.tables.shops import RuleTable, ShopTable
from publish.diagnostics import ContentError, Location, Report
from publish.errors import UsageError
from publish.guesses import did_you_mean
from publish.model.shop import NUMBER_LIMITS, PARTS, TRAITS, WORD_LIMITS, Measure, Rule, Shop

_SUFFIX = ".toml"
_REQUIRED = ("id", "of", "says", "hint", "source", "read")
# The measures of which a file can only have certain words.
_KNOWN = {Measure.PART: PARTS, Measure.IMAGE_TRAIT: TRAITS}


def shop_names() -> list[str]:
    """The names of the profiles that are shipped."""
    folder = files("publish").joinpath("shops")
    return sorted(each.name.removesuffix(_SUFFIX) for each in folder.iterdir())


@cache
def shipped_shop(name: str) -> Shop | None:
    """A profile that is shipped; None if there is none of that name."""
    if name not in shop_names():
        return None
    file = files("publish").joinpath("shops", f"{name}{_SUFFIX}")
    report = Report()
    shop = read_shop(file.read_bytes(), f"{name}{_SUFFIX}", report)
    if report.errors:
        raise ContentError(report)
    return shop


def find_shop(name: str, folder: Path, report: Report) -> Shop | None:
    """A profile by its name, or by its file, relative to a folder; what is wrong is reported.

    None if there is none.
    """
    if not name.endswith(_SUFFIX):
        return shipped_shop(name)
    file = folder / name
    return read_shop(file.read_bytes(), str(file), report) if file.is_file() else None


def unknown_shop_hint(name: str) -> str:
    """What may have been meant by the name of a profile that does not exist."""
    if name.endswith(_SUFFIX):
        return "put the file into the folder of the book, and check its path"
    known = f"profiles: {', '.join(shop_names())}, or the path of a file that ends in `.toml`"
    return did_you_mean(name, shop_names()) or known


def requested_shops(names: tuple[str, ...]) -> dict[str, Shop]:
    """The profiles of a request by name; `all` are those of all shops.

    Raises `UsageError` for one that does not exist, and `ContentError` for a file with errors.
    """
    shops: dict[str, Shop] = {}
    report = Report()
    for name in names:
        for each in _of_all() if name == "all" else [name]:
            shop = find_shop(each, Path(), report)
            if shop is None and not report.errors:
                is_file = each.endswith(_SUFFIX)
                hint = "check its path" if is_file else unknown_shop_hint(each)
                raise UsageError(f"there is no profile `{each}`", hint=hint)
            if shop is not None:
                shops[each] = shop
    if report.errors:
        raise ContentError(report)
    return shops


def _of_all() -> list[str]:
    shops = {name: shipped_shop(name) for name in shop_names()}
    return [name for name, shop in shops.items() if shop and not shop.for_engines]


def shops_read_before(day: datetime.date) -> list[str]:
    """The names of the shipped profiles of which a rule was last read before a day."""
    shops = {name: shipped_shop(name) for name in shop_names()}
    return [name for name, shop in shops.items() if shop and any(r.read < day for r in shop.rule)]


def read_shop(content: bytes, path: str, report: Report) -> Shop | None:
    """A profile from the content of its file; what is wrong is reported, and left out."""
    parsed = parse_table(content, path, ShopTable, report)
    if parsed is None:
        return None
    table, positions = parsed
    checks = _Checks(path, positions, report)
    rules = tuple(checks.rules(table))
    fields = (table.name, table.about, table.suffix, table.markup, table.for_engines)
    return Shop(*fields, rules)


class _Checks(msgspec.Struct):
    """Checks the rules of a file, and reports what each lacks (MAN-042)."""

    path: str
    positions: KeyPositions
    report: Report

    def rules(self, table: ShopTable) -> Iterator[Rule]:
        """The rules that can be checked."""
        if not table.name:
            self._add("the profile has no `name`", "write what messages call it", "name")
        if table.suffix and not re.fullmatch(r"(\.[a-z0-9]+)*\.epub", table.suffix):
            self._add("`suffix` does not end in `.epub`", "write as in `.kepub.epub`", "suffix")
        seen: set[str] = set()
        for index, each in enumerate(table.rule):
            if self._is_complete(each, index) and self._has_limit(each, index):
                if each.id in seen:
                    self._add(f"two rules are called `{each.id}`", "rename one", "rule", index)
                seen.add(each.id)
                yield msgspec.convert(each, Rule, from_attributes=True)

    def _is_complete(self, rule: RuleTable, index: int) -> bool:
        missing = [name for name in _REQUIRED if not getattr(rule, name)]
        if missing:
            names = ", ".join(f"`{name}`" for name in missing)
            self._add(f"the rule `{rule.id}` has no {names}", "add it", "rule", index)
        return not missing

    def _has_limit(self, rule: RuleTable, index: int) -> bool:
        """Whether a rule has limits of its measure's kind, and no others."""
        of = rule.of or Measure.PART
        own, other = (NUMBER_LIMITS, WORD_LIMITS)[:: 1 if of.is_number else -1]
        given = [key for key in (*own, *other) if getattr(rule, key) not in (None, [], "")]
        if not given or set(given) - set(own):
            kind = "numbers" if of.is_number else "words"
            message = f"`{of}` is limited by {kind}"
            self._add(message, f"write one of: {', '.join(own)}", "rule", index)
            return False
        return self._has_known_words(rule, index) and self._has_pattern(rule, index)

    def _has_known_words(self, rule: RuleTable, index: int) -> bool:
        known = _KNOWN.get(rule.of or Measure.ELEMENT)
        words = [*rule.among, *rule.never, *rule.needs]
        unknown = [word for word in words if known and word not in known]
        for word in unknown:
            hint = did_you_mean(word, known or ()) or f"it knows: {', '.join(known or ())}"
            self._add(f"`{rule.of}` does not know `{word}`", hint, "rule", index)
        return not unknown

    def _has_pattern(self, rule: RuleTable, index: int) -> bool:
        try:
            re.compile(rule.like)
        except re.error as error:
            message = f"`like` is not a regular expression: {error}"
            self._add(message, "correct it", "rule", index, "like")
            return False
        return True

    def _add(self, message: str, hint: str, *key: str | int) -> None:
        place = Location(self.path, *self.positions.locate(key))
        self.report.add("MAN-042", message, place, hint=hint)
