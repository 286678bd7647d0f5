"""One change in a finished file, and the difference that verification must report."""

from __future__ import annotations

from dataclasses import dataclass

from publish.diagnostics import Diagnostic


@dataclass(frozen=True)
class Mutant:
    """`edits` are exact texts of one member, each of which occurs once, and their replacements."""

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
            assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
            text = text.replace(old, new)
        return text


def assert_reported(
    diagnostics: list[Diagnostic], surface: str, subject: str, expected: str, found: str
) -> None:
    """One diagnostic names surface, section and both values, and none is of another surface."""
    messages = [diagnostic.message for diagnostic in diagnostics]
    reported = [m for m in messages if m.startswith(f"{surface}: ") and subject in m]
    assert any(f"expected {expected}, found {found}" in message for message in reported), messages
    assert {message.split(": ")[0] for message in messages} == {surface}
