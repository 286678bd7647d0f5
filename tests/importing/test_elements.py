"""Notes, lists, quotations, verse and tables of plain text become those of the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.importers.plaintext import import_text

_WRAPPED = """\
A Book of Weirs
by Ada Harker

CHAPTER I. The Mill

The lower tenants kept the copper sluice[1] until the water rose
again that year, and nobody wrote down how the water was led off
when the well-kept ledgers* of the ferry came to their end. It was
a long and

[1] A sluice is a gate. See the
second chapter of the ledger.

* Lost in the fire of 1904.

very hard winter for all of them, as the old people said when we
asked them about it in the spring.

They brought these things:

- a lantern of brass and two candles
- bread, which was hard, and so was not
  eaten by anybody at all
- rope

Then they did this:

1. They opened the gate.
2. They waited.

    The weir is old, and he who keeps it grows old with it, so that
    in the end nobody can say which of the two was there before the
    other one came.

So it is written, and the song says:

    O weir, O weir, thou art so old,
    Thy waters run so deep and cold,
    And nobody will hear

The figures of these years are here:

Year      Boats    Tolls
1901         12      310
1902         14      295
1903          9      180

> They said that all was well, and that the
> water would go down.

CHAPTER II. The Ferry

The ferry¹ was laid up in that year, and the people walked along the
river to the bridge, which took an hour and more of their time. They
said of it² that it was a shame, but nothing came of it in the end.

NOTES

¹ Built in 1850.

² So the ledger.
"""


def _files(text: str, folder: Path) -> dict[str, str]:
    source = folder / "source.txt"
    source.write_text(text, "utf-8")
    target = import_text(source, folder / "book").target
    return {file.name: file.read_text("utf-8") for file in target.iterdir()}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return _files(_WRAPPED, tmp_path_factory.mktemp("elements"))


@pytest.mark.parametrize(
    "block",
    [
        "copper sluice[^note-1] until",
        "ledgers[^note-2] of",
        "a long and very hard winter",
        "[^note-1]: A sluice is a gate. See the second chapter of the ledger.",
        "[^note-2]: Lost in the fire of 1904.",
        "\n- a lantern of brass and two candles\n- bread, which was hard, and so was not eaten by",
        " by anybody at all\n- rope\n",
        "\n1. They opened the gate.\n2. They waited.\n",
        "\n> The weir is old, and he",
        "| O weir, O weir, thou art so old,\n| Thy waters run so deep and cold,\n",
        "| Year | Boats | Tolls |\n| --- | --- | --- |\n| 1901 | 12 | 310 |",
        "\n> They said that all was well, and that the water would go down.",
    ],
)
def test_a_block(files: dict[str, str], block: str) -> None:
    assert block in files["chapter-1.md"]


def test_endnotes_are_where_they_are_called(files: dict[str, str]) -> None:
    assert "ferry[^note-3] was" in files["chapter-2.md"]
    assert "[^note-4]: So the ledger." in files["chapter-2.md"]
    assert "Notes" not in files["book.toml"]


@pytest.mark.parametrize(
    "line",
    [
        "A mark [7] without a note, and 5 * 4 is twenty.",
        "— Who is there?",
        "The wall is two m² large.",
        "In 1904 and 1905    they came.",
    ],
)
def test_other_marks_remain_text(line: str, tmp_path: Path) -> None:
    text = f"1. The mill\n\n{line}\n\nThe tenants kept the sluice.\n\n2. The weir\n\nAnd so on.\n"
    written = _files(text, tmp_path)["chapter-1.md"].replace("\\", "")
    assert " ".join(line.split()) in written


def test_rows_with_tabs_are_a_table(tmp_path: Path) -> None:
    text = (
        "1. The mill\n\nSee:\n\nBoat\tOak\n\nPier\tElm\n\nGate\tAsh\n\nSo it is.\n\n2. The weir\n"
    )
    written = _files(text, tmp_path)["chapter-1.md"]
    assert "{.row-heads}\n|  |  |\n| --- | --- |\n| Boat | Oak |" in written
