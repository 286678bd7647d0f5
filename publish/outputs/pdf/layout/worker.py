"""One job of the layout, from its bytes to those of its object."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import msgspec
from weasyprint import Document

from publish.outputs.pdf.exchange.jobs import FontJob, PieceJob, Setup
from publish.outputs.pdf.exchange.object_file import (
    ChangedPages,
    EngineMessage,
    encode_object,
)
from publish.outputs.pdf.layout.engine.changed_pages import ChangeWatch
from publish.outputs.pdf.layout.engine.layout import EngineLog, Layout, prepare_tree
from publish.outputs.pdf.layout.objects import number_fields
from publish.outputs.pdf.layout.objects.export import export
from publish.outputs.pdf.layout.objects.fonts import embed_font
from publish.outputs.pdf.layout.placing.strays import find_strays
from publish.outputs.pdf.layout.tagging import elements
from publish.render.formula_drawing import load_library

_jobs = msgspec.msgpack.Decoder(PieceJob | FontJob)


class Worker:
    """Does the jobs of one setup: its style sheet and fonts are read once.

    All patches of the engine are applied before.
    """

    def __init__(self, folder: Path, setup: Setup) -> None:
        self._log = EngineLog()
        logging.getLogger("weasyprint").addHandler(self._log)
        self._layout = Layout(folder, setup.files)
        self._files = setup.files
        if setup.formulas:
            load_library()

    def do(self, content: bytes, hand_out: Callable[[bytes], None] | None = None) -> bytes:
        """The object that a job requests; raises whatever the engine raises.

        `hand_out` takes the pages with a change, in a copy of this process.
        """
        job = _jobs.decode(content)
        if isinstance(job, FontJob):
            return encode_object(embed_font(job.font_use, Path(job.font_file).read_bytes()))
        return self._lay_out(job, hand_out)

    def _lay_out(self, job: PieceJob, hand_out: Callable[[bytes], None] | None) -> bytes:
        # The engine needs this type of tree.
        root = ElementTree.fromstring(job.document)  # noqa: S314 our own templates wrote it
        watch = None
        if hand_out and job.changed is not None:
            watch = ChangeWatch(root, job.changed, partial(_export_changed, hand_out))
        document = self._layout.pages(prepare_tree(root, self._files), watch)
        tree = elements.plan(document, number_fields.plan(document))
        piece = export(document, tree, job.open_sections)
        messages = [EngineMessage("engine", line) for line in self._log.lines]
        messages += [EngineMessage("refused", name) for name in self._layout.fetcher.refused]
        messages += [EngineMessage("note", note) for note in self._layout.misplaced_notes]
        left = self._layout.take_left_to_engine().items()
        messages += [EngineMessage("left", f"{why}: {count}") for why, count in left]
        strays, fits = find_strays(document), self._layout.fits
        piece = msgspec.structs.replace(piece, messages=messages, strays=strays, fits=fits)
        if watch:
            watch.wait()
        return encode_object(piece)


def _export_changed(hand_out: Callable[[bytes], None], first: int, document: Document) -> None:
    """Hand out the pages of a document that is a part of a piece."""
    piece = export(document, elements.plan(document, number_fields.plan(document)), ())
    hand_out(encode_object(ChangedPages(first, piece)))
