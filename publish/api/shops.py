"""The Python interface for the rules of shops and devices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from publish.diagnostics import Diagnostic
from publish.model.shop import Shop


def shop_profiles(names: Sequence[str] = ()) -> dict[str, Shop]:
    """Profiles of shops and devices: those that are shipped, or those of a list.

    Each is a name, the path of a file that ends in `.toml`, or `all` for those of all shops.
    Raises `UsageError` for one that does not exist, `ContentError` for a file with errors.
    """
    from publish.config.shops import requested_shops, shop_names

    return requested_shops(tuple(names or shop_names()))


def shop_as_json(shop: Shop) -> dict[str, Any]:
    """A profile as `publish profiles --json` prints it."""
    values: dict[str, Any] = msgspec.to_builtins(shop)
    rules = zip(values.pop("rule"), shop.rule, strict=True)
    texts = ("id", "of", "severity", "says", "hint", "source", "read")
    values["rules"] = [
        {name: fields[name] for name in texts} | dict(rule.limits()) for fields, rule in rules
    ]
    return values


def check_shops(path: str | Path, profiles: Mapping[str, Shop]) -> list[Diagnostic]:
    """What an EPUB, or each EPUB in the folder of a release, breaks of the rules of shops."""
    from publish.verification.shops import check_shops as check

    files = sorted(Path(path).glob("*.epub")) if Path(path).is_dir() else [Path(path)]
    return [diagnostic for file in files for diagnostic in check(file, profiles)]
