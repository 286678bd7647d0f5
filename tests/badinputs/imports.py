"""Texts that cannot be imported, each with a good twin."""

from __future__ import annotations

from tests.badinputs.case import Case, Content, folder, link, open_socket, pipe

TEXT = (
    "A Book of Tides\n\nChapter 1. Ebb\n\nThe water goes out.\n\nChapter 2. Flow\n\nIt comes in.\n"
)
_WORDS = ("import", "book/s.txt", "out/made")


def imported(name: str, bad: Content, expected: str) -> Case:
    """A text that is imported into a new folder."""
    return Case(f"import-{name}", {"s.txt": bad}, (expected,), {"s.txt": TEXT}, _WORDS)


CASES = (
    imported("empty", "", "IMP-006 s.txt:0"),
    imported("blank", " \n\t\n\u200b\n", "IMP-006 s.txt:0"),
    imported("nul", TEXT + "\0", "TXT-001 s.txt:10"),
    imported("escape", TEXT + "a\x1b[2J", "TXT-001 s.txt:10"),
    imported("noncharacter", TEXT + "\ufffe", "TXT-001 s.txt:10"),
    imported("folder", folder, "publish"),
    imported("pipe", pipe, "publish"),
    imported("socket", open_socket, "publish"),
    imported("device", link("/dev/zero"), "publish"),
    imported("dangling", link("nowhere"), "publish"),
    imported("loop", link("s.txt"), "publish"),
    imported("huge", b"a\n" * 32_000_001, "publish"),
)
