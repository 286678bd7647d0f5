"""One job of the layout, from its bytes to those of the object that it makes."""

from __future__ import annotations

import logging
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from publish.outputs.pdf import math, mending, tags
from publish.outputs.pdf.engine import Complaints, Layout, set_tree
from publish.outputs.pdf.job import FaceJob, PieceJob, Setup
from publish.outputs.pdf.layout import faces, spots
from publish.outputs.pdf.layout.export import export
from publish.outputs.pdf.objectfile import Complaint, encode

_jobs = msgspec.msgpack.Decoder(PieceJob | FaceJob)


class Worker:
    """Does the jobs of one setup: its style sheet and fonts are read once."""

    def __init__(self, folder: Path, setup: Setup) -> None:
        spots.install()
        mending.install()
        tags.install()  # what it adds at a line's end is no part of an open number
        self._complaints = Complaints()
        logging.getLogger("weasyprint").addHandler(self._complaints)
        self._layout = Layout(folder, setup.served)
        if setup.formulas:
            math.prepare()

    def do(self, content: bytes) -> bytes:
        """The object that a job asks for; raises whatever the engine raises."""
        job = _jobs.decode(content)
        if isinstance(job, FaceJob):
            return encode(faces.make(job.use, Path(job.program).read_bytes()))
        return self._lay_out(job)

    def _lay_out(self, job: PieceJob) -> bytes:
        root = ElementTree.fromstring(job.document)  # noqa: S314 our own templates wrote it
        document = self._layout.pages(set_tree(root))
        tags.plan(document, spots.plan(document))
        piece = export(document, job.open)
        complaints = [Complaint("engine", line) for line in self._complaints.lines]
        complaints += [Complaint("refused", name) for name in self._layout.fetcher.refused]
        complaints += [Complaint("note", note) for note in self._layout.astray]
        return encode(msgspec.structs.replace(piece, complaints=complaints))
