"""Writes the folder of an imported book, whatever it was imported from.

content.py   the types that an importer fills
writer.py    chapters as Markdown, and their lines in the manifest
manifest.py  book.toml
heading_names.py  the role that a name used alone as a heading gives
escaping.py  plain words as Markdown and TOML
questions.py what an import asks, with defaults; sheet.py the review sheet with its answers
language.py  guesses the language of a text
report.py    the parts of an import report that all importers share
preview.py   what an import would write
kept_names.py  names of files that stay the same from one import to the next
merging.py   an import merged into an edited folder, by markdown_sections.py
placing.py   checks the target and writes the folder
"""

from publish.importers.bookfolder.content import (
    ImportedBook,
    ImportedSection,
    ImportOptions,
    ImportOutcome,
    ImportSource,
    LevelScheme,
    Paragraph,
    ReadBack,
)
from publish.importers.bookfolder.placing import (
    check_target,
    fill_folder,
    keep_earlier_names,
    write_folder,
)
from publish.importers.bookfolder.writer import book_files

__all__ = [
    "ImportOptions",
    "ImportOutcome",
    "ImportSource",
    "ImportedBook",
    "ImportedSection",
    "LevelScheme",
    "Paragraph",
    "ReadBack",
    "book_files",
    "check_target",
    "fill_folder",
    "keep_earlier_names",
    "write_folder",
]
