"""`publish watch`: the products after each save, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.preview.exchange import Setup
from publish.preview.watching import reason_to_poll
from tests.preview.running import EBB, next_line, started, write_book

MOUNTS = """\
rootfs / {root} rw 0 0
tmpfs /books tmpfs rw 0 0
server:/x /books/shared\\040here nfs4 rw 0 0
C: /mnt/c 9p rw 0 0
"""


@pytest.mark.slow
def test_products_are_built_after_each_save(tmp_path: Path) -> None:
    book, out = write_book(tmp_path / "tides"), tmp_path / "out"
    with started("watch", book, tmp_path / "cache", "--out", str(out)) as process:
        assert next_line(process.stderr).startswith("built tides.epub, tides.pdf (")
        before = (out / "tides.epub").read_bytes()
        (book / "ebb.md").write_text(f"{EBB}\n# Twice\n", encoding="utf-8")
        while not (line := next_line(process.stderr)).startswith("nothing built"):
            pass
        assert line.startswith("nothing built; 1 error (")
        (book / "ebb.md").write_text(f"{EBB}\nGulls.\n", encoding="utf-8")
        while not next_line(process.stderr).startswith("built tides.epub, tides.pdf ("):
            pass
        assert (out / "tides.epub").read_bytes() != before
    assert process.returncode == 130


@pytest.mark.parametrize(
    ("folder", "root", "poll", "reason"),
    [
        ("/books/tides", "ext4", False, ""),
        ("/books/tides", "ext4", True, "as requested"),
        ("/books/shared here/tides", "ext4", False, "the folder is on NFS"),
        ("/mnt/c/tides", "ext4", False, "the folder is on 9p"),
        ("/home/tides", "overlay", False, "the folder is on overlay"),
    ],
)
def test_files_are_looked_at_where_nothing_tells_of_changes(
    tmp_path: Path, folder: str, root: str, poll: bool, reason: str
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS.replace("{root}", root), encoding="utf-8")
    assert reason_to_poll(Setup(book=folder, poll=poll), mounts) == reason
