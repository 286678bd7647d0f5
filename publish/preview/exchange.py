"""What the main process and that of the browser tell each other: a line of JSON for each message.

The process of the browser gets a `Setup`, and then a `State` after each change; it answers with a
`Ready`, and then with a `Saved` for each change of the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

PORT_TAKEN = "the port is in use"  # what the process of the browser says at its end
VIEWS = ("print", "ebook", "web")
PAGES, NEW_PAGES = "book.pdf", "new.pdf"  # of the print edition, and those that are newer


class Setup(msgspec.Struct, frozen=True):
    """What a process that watches a book, or shows it, begins with.

    `versions` is the folder of the views and `client` that of the page that shows them; `editor` is
    the address of a line in the user's editor, with `{file}` and `{line}`.
    """

    book: str
    excluded: Sequence[str] = ()
    poll: bool = False
    versions: str = ""
    client: str = ""
    token: str = ""
    port: int = 0
    editor: str = ""


class View(msgspec.Struct, frozen=True):
    """A view that can be shown; a `stale` one is older than the text, or has something that is.

    Of a stale one, the pages from one to another may be new already.
    """

    version: int
    stale: bool = False
    new_pages: tuple[int, int] | None = None


class State(msgspec.Struct, frozen=True):
    """What can be shown now; the number of a version grows with each view that is added.

    `direction` is that of the pages, `rtl` for a book with its spine on the right.
    """

    version: int = 0
    direction: str = "ltr"
    views: Mapping[str, View] = {}
    building: bool = False
    diagnostics: Sequence[Mapping[str, Any]] = ()


class PageRow(msgspec.Struct, frozen=True):
    """A page of the print edition, sized in points; the hash is that of all that it shows.

    One that is newer than all others is page `new` of a file of its own.
    """

    page: int
    label: str
    width: float
    height: float
    hash: str
    new: int = 0


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The process watches, and listens at `port`; `polls` says why it looks at all files."""

    port: int = 0
    polls: str = ""


class Saved(msgspec.Struct, frozen=True, tag=True):
    """Files of the book have changed."""

    files: Sequence[str] = ()


Told = Ready | Saved


def encode(message: msgspec.Struct) -> str:
    """A message as a line."""
    return msgspec.json.encode(message).decode()
