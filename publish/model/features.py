"""What some texts hold that a pass has to find, and most do not."""

from __future__ import annotations

from enum import StrEnum


class TextFeature(StrEnum):
    """Marks for the index, a place for the references, terms that lead to the glossary."""

    INDEX_MARKS = "marks"
    BIBLIOGRAPHY = "references"
    GLOSSARY_TERMS = "terms"
