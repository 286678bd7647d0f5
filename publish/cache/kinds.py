"""The kinds of entries in the build cache: what each holds, and the module that declares it."""

from __future__ import annotations

import msgspec


class Kind(msgspec.Struct, frozen=True):
    """A kind of entry: its name on the disk, what one entry holds, and the declaring module."""

    name: str
    holds: str
    module: str


_ROWS = (
    Kind("toolchain", "a hash of files of the toolchain, by their status", "cache.toolchain"),
    Kind("selection", "the editions that a request selects", "pipeline.builds"),
    Kind("artifact", "the record of a built edition", "pipeline.builds"),
    Kind("product", "the files of a built edition", "pipeline.builds"),
    Kind("text", "a Markdown file as XHTML", "sources.markdown.memo.text_cache"),
    Kind("fragments", "the formulas and listings of a file", "sources.markdown.memo.text_cache"),
    Kind("image", "the images of a book that are safe", "sources.spine.images"),
    Kind("adapted-image", "an image as every reader shows it", "sources.spine.images"),
    Kind("reader-picture", "a picture that every reader shows", "outputs.pages.pictures"),
    Kind("reader-drawing", "a drawing with its letters", "outputs.pages.drawing_fonts"),
    Kind("shop-picture", "an image as a shop takes it", "outputs.epub.shops.pictures"),
    Kind("shop-page", "a page as a shop takes it", "outputs.epub.shops.pages"),
    Kind("collation", "the sort keys of index terms", "structure.index.collation"),
    Kind("cover", "a drawn cover", "outputs.cover.cover"),
    Kind("cover-sheet", "the laid-out cover of a printed book", "outputs.print.wrap.sheet"),
    Kind(
        "print-contents",
        "the pages and drawings of a file in the inks of a printer",
        "outputs.print.content_cache",
    ),
    Kind("print-picture", "an image in the inks of a printer", "outputs.print.pictures"),
    Kind("page-margins", "how far a page is from its edges", "outputs.print.binding"),
    Kind("page", "a page of an edition of several files", "outputs.pages.assembly"),
    Kind("picture-size", "the width and the height of a picture", "outputs.web.picture_sizes"),
    Kind("icon", "the icon of a web edition", "outputs.web.icon"),
    Kind(
        "web-page-facts",
        "what surrounds the text of a page of a web edition",
        "verification.web.reader.page",
    ),
    Kind("web-page", "a page of a web edition as HTML", "outputs.web.html_pages"),
    Kind("moved-ids", "where the ids of an earlier release lead", "pipeline.earlier_pages"),
    Kind("part", "a style sheet, or a file that summarises the pages", "outputs.pages.parts"),
    Kind("style", "the rendered style sheet of a PDF", "render.rendered_style"),
    Kind("faint-rules", "the rules of a style sheet with faint colours", "render.contrast"),
    Kind("package", "the package document of an EPUB", "outputs.epub.container"),
    Kind("font", "a subset of a font", "outputs.pages.fonts"),
    Kind("font-facts", "the characters and the licence of a font", "outputs.pages.fonts"),
    Kind("deflated", "a compressed file of an EPUB", "outputs.epub.archive"),
    Kind("links", "the links and anchors of a file of an EPUB", "outputs.epub.archive"),
    Kind("pdf-part", "the pieces of a part of a PDF, not laid out", "outputs.pdf.document.pieces"),
    Kind("pdf-piece", "the laid-out pages of a piece", "outputs.pdf.schedule.object_store"),
    Kind("pdf-font", "an embedded font of a PDF", "outputs.pdf.schedule.object_store"),
    Kind(
        "declarations", "the C declarations of the engine", "outputs.pdf.layout.engine.cffi_table"
    ),
    Kind("hyphenation", "a hyphenation dictionary", "outputs.pdf.layout.engine.dictionaries"),
    Kind(
        "document-facts", "anchors and sections of a document", "verification.pages.reader.document"
    ),
    Kind(
        "epub-verified",
        "surfaces on which a document is right",
        "verification.pages.verified_before",
    ),
    Kind(
        "same-drawings",
        "the drawings of a book that those of its EPUB are",
        "verification.pages.picture_sources",
    ),
    Kind("pdf-verified", "a chapter that is right", "verification.pdf.verified_before"),
    Kind("pdf-page", "the text and marks of a page", "verification.pdf.reader.page_cache"),
    Kind("pdf-glyphs", "the glyphs of a font of a PDF", "verification.pdf.reader.fonts"),
    Kind("pdf-pages", "a group of pages of the last build", "verification.pdf.reader.known_parts"),
    Kind(
        "pdf-tree",
        "a part of the structure tree of the last build",
        "verification.pdf.reader.known_parts",
    ),
    Kind(
        "right-pages", "the pages for a printer that were right", "verification.print.known_pages"
    ),
    Kind("printed-page", "what is on a page for a printer", "verification.print.page_cache"),
    Kind("date-in-words", "a date as a page says it", "verification.generated_pages"),
    Kind("page-kinds", "the pages that style sheets promise", "verification.pdf.style.promise"),
    Kind("picture-look", "a picture from afar", "verification.looks"),
    Kind(
        "proof-page",
        "the lines of a page, and a small picture of it",
        "proofing.reading.page_store",
    ),
    Kind("verdict", "the findings of a validator", "verification.validators.cache"),
)
KINDS = {kind.name: kind for kind in _ROWS}
