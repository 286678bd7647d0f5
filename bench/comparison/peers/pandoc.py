"""pandoc: its own EPUB, and a PDF through Typst, its PDF engine with the best tags."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench.blocks import Composition
from bench.comparison.peers.peer import Peer, Product, call
from bench.comparison.peers.typst import compile_typst
from bench.peers import pandoc_program
from bench.writers import pandoc

# Written by hand, as in the section "EPUB Metadata" of pandoc's manual.
_METADATA = """\
---
identifier: the-slow-river
rights: The River Survey
accessModes: [textual, visual]
accessModeSufficient: [textual]
accessibilityFeatures:
  [alternativeText, MathML, readingOrder, structuralNavigation, tableOfContents]
accessibilityHazards: [none]
accessibilitySummary: >-
  All images are described, and formulas are in MathML.
---
"""
# Adds what pandoc's Typst writer leaves out: texts of images and formulas, and languages.
_FILTER = """\
local function typst(element)
  return (pandoc.write(pandoc.Pandoc({ pandoc.Plain({ element }) }), "typst"):gsub("%s+$", ""))
end

function Image(image)
  local alt = image.attributes.alt or pandoc.utils.stringify(image.caption)
  local form = '#image("%s", alt: "%s", width: 80%%)'
  return pandoc.RawInline("typst", form:format(image.src, alt))
end

function Span(span)
  local said, language = span.attributes.said, span.attributes.lang
  if said then
    local form = '#math.equation(alt: "%s", block: %s, %s)'
    local block = tostring(span.content[1].mathtype == "DisplayMath")
    return pandoc.RawInline("typst", form:format(said, block, typst(span.content[1])))
  elseif language then
    span.attributes["typst:text:lang"] = '"' .. language .. '"'
    return span
  end
end
"""


def _write(text: Composition, folder: Path) -> None:
    (folder / "book.md").write_text(pandoc.text(text), encoding="utf-8")
    (folder / "metadata.yaml").write_text(_METADATA, encoding="utf-8")
    (folder / "typst.lua").write_text(_FILTER, encoding="utf-8")


def _epub(folder: Path, environment: Mapping[str, str]) -> Path:
    words = ["book.md", "metadata.yaml", "--output", "book.epub", "--toc", "--toc-depth=4"]
    more = ["--split-level=2", "--number-sections", "--mathml"]
    more += ["--syntax-highlighting=monochrome"]  # the colours of the other styles are too light
    call([pandoc_program(), *words, *more], folder, environment)
    return folder / "book.epub"


def _pdf(folder: Path, environment: Mapping[str, str]) -> Path:
    words = ["book.md", "--output", "book.typ", "--to", "typst", "--standalone", "--toc"]
    more = ["--toc-depth=3", "--number-sections", "--lua-filter", "typst.lua"]
    call([pandoc_program(), *words, *more], folder, environment)
    return compile_typst(folder, environment)


PEER = Peer(
    "pandoc",
    ("pypandoc-binary", "typst"),
    _write,
    (
        Product(
            "epub",
            "pandoc",
            "`--toc --toc-depth=4 --split-level=2 --number-sections --mathml "
            "--syntax-highlighting=monochrome`, "
            "with accessibility metadata written by hand",
            _epub,
        ),
        Product(
            "pdf",
            "pandoc and Typst",
            "`--to typst --toc --number-sections`, then Typst with `ua-1` and `a-2a`, and with a "
            "filter for what its writer leaves out: texts for images and formulas, languages",
            _pdf,
        ),
    ),
    pandoc_program,
)
