"""The table of exporters: a new format is a package in this room, and a row here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import msgspec

from publish.errors import UsageError
from publish.exporters.content import ExportFunction
from publish.guesses import did_you_mean
from publish.model.formats import resolve


class ExportFormat(msgspec.Struct, frozen=True):
    """One format of `publish export --to`.

    `function` is a reference "module:name" to an `ExportFunction`. Where the files are those of a
    product, `of` is its format, and an edition of that format is exported.
    """

    function: str
    of: str = ""

    def load(self) -> ExportFunction:
        """The function, imported when it is needed."""
        return cast("ExportFunction", resolve(self.function))


EXPORT_FORMATS: Mapping[str, ExportFormat] = {
    "docx": ExportFormat("publish.exporters.docx:export_docx"),
    "markdown": ExportFormat("publish.exporters.markdown:export_markdown"),
    "html": ExportFormat("publish.exporters.html:export_html"),
    "epub-source": ExportFormat("publish.exporters.epub_source:export_epub_source", of="epub"),
}


def find_export_format(name: str) -> ExportFormat:
    """The format of that name; raises `UsageError` if there is none."""
    if name not in EXPORT_FORMATS:
        hint = did_you_mean(name, EXPORT_FORMATS) or f"name one of: {', '.join(EXPORT_FORMATS)}"
        raise UsageError(f"there is no export to the format `{name}`", hint=hint)
    return EXPORT_FORMATS[name]
