"""Texts that cannot be imported, each beside one that can."""

from __future__ import annotations

from tests.badinputs.case import Case, Content, folder, link, listening, pipe

TEXT = (
    "A Book of Tides\n\nChapter 1. Ebb\n\nThe water goes out.\n\nChapter 2. Flow\n\nIt comes in.\n"
)
_WORDS = ("import", "book/s.txt", "out/made")


def taken(name: str, bad: Content, said: str) -> Case:
    """A text that is imported into a new folder."""
    return Case(f"import-{name}", {"s.txt": bad}, (said,), {"s.txt": TEXT}, _WORDS)


CASES = (
    taken("empty", "", "IMP-006 s.txt:0"),
    taken("blank", " \n\t\n\u200b\n", "IMP-006 s.txt:0"),
    taken("nul", TEXT + "\0", "TXT-001 s.txt:10"),
    taken("escape", TEXT + "a\x1b[2J", "TXT-001 s.txt:10"),
    taken("noncharacter", TEXT + "\ufffe", "TXT-001 s.txt:10"),
    taken("utf-16", TEXT.encode("utf-16"), "TXT-001 s.txt:1"),
    taken("latin-1", TEXT.encode() + b"caf\xe9", "TXT-001 s.txt:10"),
    taken("surrogate", b"\xed\xa0\x80", "TXT-001 s.txt:1"),
    taken("folder", folder, "publish"),
    taken("pipe", pipe, "publish"),
    taken("socket", listening, "publish"),
    taken("device", link("/dev/zero"), "publish"),
    taken("dangling", link("nowhere"), "publish"),
    taken("loop", link("s.txt"), "publish"),
    taken("huge", b"a\n" * 32_000_001, "publish"),
)
