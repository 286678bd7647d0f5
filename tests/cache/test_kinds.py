"""Every kind of entry is declared where the table says, and the architecture page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
import pytest

from publish.cache import InputGroup, Memo
from publish.cache.kinds import KINDS, Kind
from tests.conftest import Golden

PAGE = Path(__file__).parents[2] / "publish" / "ARCHITECTURE.md"
HEAD = "| kind | an entry is | it depends on | declared in |\n|:--|:--|:--|:--|\n"
# It is what the keys of the others are made of, so that it cannot be a memo itself.
TOOLCHAIN = "toolchain"


def memo_of(kind: Kind) -> Memo[Any, Any]:
    module = import_module(f"publish.{kind.module}")
    memos = [each for each in vars(module).values() if isinstance(each, Memo)]
    (memo,) = [memo for memo in memos if memo.kind == kind.name]
    return memo


def inputs_of(struct: type[msgspec.Struct]) -> Iterator[str]:
    """The names of the inputs of a memo, with those of groups inside it."""
    hints = get_type_hints(struct)
    for name in struct.__struct_fields__:
        inner = hints[name]
        if isinstance(inner, type) and issubclass(inner, InputGroup):
            yield from inputs_of(inner)
        else:
            yield name


def row(kind: Kind) -> str:
    if kind.name == TOOLCHAIN:
        inputs = "path, size and times of each file"
    else:
        memo = memo_of(kind)
        names = [name.replace("_", " ") for name in inputs_of(memo.inputs)]
        inputs = ", ".join([*names, *([] if memo.any_toolchain else ["toolchain"])])
    return f"| {kind.name} | {kind.holds} | {inputs} | `{kind.module.replace('.', '/')}.py` |\n"


def test_the_architecture_page_has_the_table(golden: Golden) -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = re.search(re.escape(HEAD) + r"(\|.*\n)*", page)
    assert shown is not None
    golden(PAGE, shown[0], HEAD + "".join(map(row, KINDS.values())))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_each_kind_is_declared_once(kind: Kind) -> None:
    if kind.name != TOOLCHAIN:
        memo = memo_of(kind)
        assert memo.kind == kind.name
        names = list(inputs_of(memo.inputs))
        assert len(set(names)) == len(names), "of two inputs with one name, one would be ignored"
