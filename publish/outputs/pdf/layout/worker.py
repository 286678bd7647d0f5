"""One job of the layout, from its bytes to those of the object that it makes."""

from __future__ import annotations

import logging
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from publish.outputs.pdf.exchange.jobs import FontJob, PieceJob, Setup
from publish.outputs.pdf.exchange.object_file import EngineMessage, encode_object
from publish.outputs.pdf.layout.engine import footnotes, formulas
from publish.outputs.pdf.layout.engine.layout import EngineLog, Layout, set_tree
from publish.outputs.pdf.layout.objects import fonts, number_fields
from publish.outputs.pdf.layout.objects.export import export
from publish.outputs.pdf.layout.tagging import elements

_jobs = msgspec.msgpack.Decoder(PieceJob | FontJob)


class Worker:
    """Does the jobs of one setup: its style sheet and fonts are read once."""

    def __init__(self, folder: Path, setup: Setup) -> None:
        number_fields.install()
        footnotes.install()
        elements.install()  # what it adds at a line's end is no part of an open number
        self._complaints = EngineLog()
        logging.getLogger("weasyprint").addHandler(self._complaints)
        self._layout = Layout(folder, setup.files)
        if setup.formulas:
            formulas.prepare()

    def do(self, content: bytes) -> bytes:
        """The object that a job asks for; raises whatever the engine raises."""
        job = _jobs.decode(content)
        if isinstance(job, FontJob):
            return encode_object(fonts.make(job.font_use, Path(job.font_file).read_bytes()))
        return self._lay_out(job)

    def _lay_out(self, job: PieceJob) -> bytes:
        root = ElementTree.fromstring(job.document)  # noqa: S314 our own templates wrote it
        document = self._layout.pages(set_tree(root))
        elements.plan(document, number_fields.plan(document))
        piece = export(document, job.open_sections)
        messages = [EngineMessage("engine", line) for line in self._complaints.lines]
        messages += [EngineMessage("refused", name) for name in self._layout.fetcher.refused]
        messages += [EngineMessage("note", note) for note in self._layout.astray]
        return encode_object(msgspec.structs.replace(piece, messages=messages))
