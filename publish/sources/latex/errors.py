"""What can be wrong with a formula."""

from __future__ import annotations


class FormulaError(Exception):
    """A formula that cannot be converted; `hint` is a way to mend it."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UnknownMacro(FormulaError):
    """A macro or environment that is not in the vocabulary."""


class TooLarge(FormulaError):
    """A formula that is longer or nested deeper than any page could show."""
