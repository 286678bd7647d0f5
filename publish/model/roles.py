"""Roles and matter of sections, as EPUB 3 Structural Semantics and DPUB-ARIA name them.

https://www.w3.org/TR/epub-ssv-11/ lists the `epub:type` terms, https://www.w3.org/TR/dpub-aria-1.1/
the ARIA roles; a role without an entry in `ARIA` has no counterpart there.
"""

from __future__ import annotations

from enum import StrEnum


class Matter(StrEnum):
    """The three divisions of a book, in spine order."""

    FRONT = "frontmatter"
    BODY = "bodymatter"
    BACK = "backmatter"


class Role(StrEnum):
    """The role of a section; the value is its `epub:type`."""

    COVER = "cover"
    HALFTITLEPAGE = "halftitlepage"
    TITLEPAGE = "titlepage"
    COPYRIGHT_PAGE = "copyright-page"
    DEDICATION = "dedication"
    EPIGRAPH = "epigraph"
    FOREWORD = "foreword"
    PREFACE = "preface"
    INTRODUCTION = "introduction"
    PROLOGUE = "prologue"
    ACKNOWLEDGMENTS = "acknowledgments"
    VOLUME = "volume"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    APPENDIX = "appendix"
    CONCLUSION = "conclusion"
    EPILOGUE = "epilogue"
    AFTERWORD = "afterword"
    GLOSSARY = "glossary"
    BIBLIOGRAPHY = "bibliography"
    INDEX = "index"
    COLOPHON = "colophon"
    ENDNOTES = "endnotes"


# Roles of DPUB-ARIA 1.1; HTML forbids none of them on <section>.
ARIA: dict[str, str] = {
    "acknowledgments": "doc-acknowledgments",
    "afterword": "doc-afterword",
    "appendix": "doc-appendix",
    "bibliography": "doc-bibliography",
    "chapter": "doc-chapter",
    "colophon": "doc-colophon",
    "conclusion": "doc-conclusion",
    "dedication": "doc-dedication",
    "endnotes": "doc-endnotes",
    "epigraph": "doc-epigraph",
    "epilogue": "doc-epilogue",
    "foreword": "doc-foreword",
    "glossary": "doc-glossary",
    "index": "doc-index",
    "introduction": "doc-introduction",
    "part": "doc-part",
    "preface": "doc-preface",
    "prologue": "doc-prologue",
}

# Front matter before the contents that prints no heading.
WITHOUT_HEADING = frozenset({Role.DEDICATION, Role.EPIGRAPH})
# Pages that the theme generates unless the author writes them, in the order of a book.
GENERATED_PAGES = (Role.COVER, Role.HALFTITLEPAGE, Role.TITLEPAGE, Role.COPYRIGHT_PAGE)
# Pages before the contents, which do not list them.
BEFORE_CONTENTS = WITHOUT_HEADING | frozenset(GENERATED_PAGES)


class Rank(StrEnum):
    """The rank of a section in the hierarchy, which decides its numbering scheme."""

    VOLUME = "volume"
    PART = "part"
    CHAPTER = "chapter"
    APPENDIX = "appendix"
    SECTION = "section"
    SUBSECTION = "subsection"
    SUBSUBSECTION = "subsubsection"
    PARAGRAPH = "paragraph"
    SUBPARAGRAPH = "subparagraph"

    @property
    def plural(self) -> str:
        """The plural, for messages."""
        return "appendices" if self is Rank.APPENDIX else f"{self}s"

    @property
    def child_rank(self) -> Rank:
        """The rank of a child; the child of a chapter is a section, as that of an appendix."""
        if self is Rank.CHAPTER:
            return Rank.SECTION
        ladder = list(Rank)
        return ladder[min(ladder.index(self) + 1, len(ladder) - 1)]


# The ranks whose sections begin a page in print.
OPENING_RANKS = frozenset({Rank.VOLUME, Rank.PART, Rank.CHAPTER, Rank.APPENDIX})
