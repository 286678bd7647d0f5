"""Features that only some texts have, so that passes can skip the others."""

from __future__ import annotations

from enum import StrEnum


class TextFeature(StrEnum):
    """Marks for the index, a list of references, terms that link to the glossary."""

    INDEX_MARKS = "marks"
    BIBLIOGRAPHY = "references"
    GLOSSARY_TERMS = "terms"
