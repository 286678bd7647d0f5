"""What an exporter gets, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from publish.context import Context
from publish.exporters.ledger import Ledger
from publish.model.book import Book, Edition


class ExportSource(msgspec.Struct, frozen=True):
    """What is exported: a settled book, with the text of an edition.

    `product` builds and verifies the product of the edition, and returns its bytes.
    """

    book: Book
    edition: Edition
    product: Callable[[], bytes]


class Exported(msgspec.Struct, frozen=True):
    """The files of an export by name, and what has no place in them."""

    files: Mapping[str, bytes]
    ledger: Ledger = msgspec.field(default_factory=Ledger)


ExportFunction = Callable[[ExportSource, Context], Exported]
