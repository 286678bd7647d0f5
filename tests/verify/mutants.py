"""A change of one thing in a finished file, and what verification must say of it."""

from __future__ import annotations

from dataclasses import dataclass

from publish.diagnostics import Diagnostic


@dataclass(frozen=True)
class Mutant:
    """`edits` are exact texts of one member and what stands there instead, each found once."""

    title: str
    member: str
    edits: tuple[tuple[str, str], ...]
    surface: str
    subject: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.surface}: {self.title}"

    def apply(self, text: str) -> str:
        for old, new in self.edits:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        return text


def assert_reported(
    diagnostics: list[Diagnostic], surface: str, subject: str, expected: str, found: str
) -> None:
    """One diagnostic names surface, section and both values, and no other surface is blamed."""
    messages = [diagnostic.message for diagnostic in diagnostics]
    told = [m for m in messages if m.startswith(f"{surface}: ") and subject in m]
    assert any(f"expected {expected}, found {found}" in message for message in told), messages
    assert {message.split(": ")[0] for message in messages} == {surface}
