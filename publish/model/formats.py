"""The output formats: one row each, which every stage looks up instead of comparing names."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import msgspec

from publish.extensions import OUTPUTS, extensions


class Format(msgspec.Struct, frozen=True):
    """An output format.

    `suffix` ends the name of its file; without one the product is a folder. `writer`, `verifier`,
    `preparer`, `reader` and `checker` are references "module:name" to functions: see
    `outputs/writers.py`, `verification/__init__.py`, `verification/pdf/prepared.py`,
    `pipeline/early_readers.py` and `pipeline/checks.py` for what they take. `style_sheet` is the
    file of a theme for it, `validators` the names of those that it must pass.
    A format that `has_pages` is laid out in numbered pages, which page lists refer to.
    One that `has_cover` shows the author's, or one that is drawn.
    One that `prints_pages` is made from those of another edition, for a printer.
    One that `is_built_by_default` is among the editions of a book whose manifest names none.
    `late_modules` are what writer and verifier import.
    """

    name: str
    media_type: str
    writer: str
    verifier: str
    style_sheet: str
    suffix: str = ""
    preparer: str = ""
    reader: str = ""
    checker: str = ""
    validators: tuple[str, ...] = ()
    has_pages: bool = False
    has_cover: bool = False
    prints_pages: bool = False
    is_built_by_default: bool = True
    late_modules: tuple[str, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether the product is a folder of files."""
        return not self.suffix


# In the order in which a book without editions in its manifest is built.
_ROWS = (
    Format(
        name="epub",
        suffix=".epub",
        media_type="application/epub+zip",
        writer="publish.outputs.writers:write_epub_product",
        verifier="publish.verification.epub:verify_epub",
        checker="publish.outputs.cover.before_drawing:check_before_drawing",
        has_cover=True,
        style_sheet="epub.css",
        validators=("epubcheck", "ace"),
        late_modules=(
            "publish.outputs.cover.cover",
            "publish.outputs.epub.writer",
            "publish.verification.epub",
        ),
    ),
    Format(
        name="pdf",
        suffix=".pdf",
        media_type="application/pdf",
        writer="publish.outputs.writers:write_pdf_product",
        verifier="publish.verification.pdf:verify_pdf",
        preparer="publish.verification.pdf:Prepared",
        reader="publish.verification.pdf.reader.apart:read_when_asked",
        checker="publish.outputs.pdf.before_layout:check_before_layout",
        style_sheet="pdf.css",
        validators=("verapdf",),
        has_pages=True,
    ),
    Format(
        name="web",
        media_type="text/html",
        writer="publish.outputs.writers:write_web_product",
        verifier="publish.verification.web:verify_web",
        preparer="publish.verification.web:ReadBefore",
        checker="publish.outputs.cover.before_drawing:check_before_drawing",
        has_cover=True,
        style_sheet="web.css",
        is_built_by_default=False,
        late_modules=(
            "publish.outputs.cover.cover",
            "publish.outputs.web.writer",
        ),
    ),
    Format(
        name="print",
        media_type="application/pdf",
        writer="publish.outputs.writers:write_print_product",
        verifier="publish.verification.print:verify_print",
        checker="publish.outputs.print.wrap.before_drawing:check_before_drawing",
        style_sheet="wrap.css",
        prints_pages=True,
        is_built_by_default=False,
        late_modules=(
            "publish.outputs.print.writer",
            "publish.verification.print",
            "publish.verification.print.preflight",
        ),
    ),
)
FORMATS: Mapping[str, Format] = {row.name: row for row in _ROWS}


def find_format(name: str) -> Format | None:
    """The format with that name: of the table, or of an installed package."""
    return FORMATS.get(name) or extensions(OUTPUTS).get(name)


def format_of(name: str) -> Format:
    """The format of an edition, whose name the manifest was checked for; raises `KeyError`."""
    format_ = find_format(name)
    if format_ is None:
        raise KeyError(name)
    return format_


def format_names() -> list[str]:
    """The names of all formats."""
    return list({**FORMATS, **extensions(OUTPUTS)})


def resolve(reference: str) -> Any:
    """The object that a reference "module:name" of a row names, imported when it is needed."""
    module, _, name = reference.partition(":")
    return getattr(import_module(module), name)
