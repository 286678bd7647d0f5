"""Makes the contexts in which the documents of a project are converted."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from publish.importers.documents.conversion.blocks import write_blocks
from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.inlines import write_inlines
from publish.importers.documents.conversion.names import TargetNames
from publish.importers.documents.conversion.placed_pictures import PlacedPictures
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.references.pending import Pending


@dataclass(slots=True)
class Contexts:
    """The contexts of a project's documents; `made` are those that there are already."""

    project: Project
    language: str
    names: TargetNames
    pictures: PlacedPictures
    works: frozenset[str]
    pending: Pending = field(default_factory=Pending)
    made: list[ConversionContext] = field(default_factory=list)

    def of(self, document: SourceDocument, *, is_file: bool) -> ConversionContext:
        """The context of a document, whose notes are counted anew where it begins a file."""
        continues = self.made and not is_file
        context = ConversionContext(
            document=document.path,
            language=self.language,
            write_inlines=write_inlines,
            write_blocks=write_blocks,
            place_picture=self.pictures.place,
            read_file=self.project.read_file,
            names=self.names,
            ledger=self.project.ledger,
            pending=self.pending,
            works=self.works,
            note_numbers=self.made[-1].note_numbers if continues else count(1),
        )
        self.made.append(context)
        return context

    @property
    def has_undescribed_pictures(self) -> bool:
        """Whether any document has a picture without a description."""
        return any(context.undescribed for context in self.made)
