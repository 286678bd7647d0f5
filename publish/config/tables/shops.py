"""The file of the rules of a shop or device as types; see `model.shop`."""

from __future__ import annotations

import datetime
from typing import Literal

from publish.config.tables.table import Table
from publish.model.shop import Measure


class RuleTable(Table, frozen=True):
    """A `[[rule]]` in the profile of a shop; see `model.shop.Rule`."""

    id: str = ""
    of: Measure | None = None
    says: str = ""
    hint: str = ""
    source: str = ""
    read: datetime.date | None = None
    severity: Literal["error", "warning"] = "error"
    least: int | float | None = None
    most: int | float | None = None
    among: list[str] = []
    never: list[str] = []
    needs: list[str] = []
    like: str = ""


class ShopTable(Table, frozen=True):
    """The file of a profile; see `model.shop.Shop`."""

    name: str = ""
    about: str = ""
    suffix: str = ""
    markup: Literal["", "kobo"] = ""
    for_engines: bool = False
    rule: list[RuleTable] = []
