"""A small book with what is different on the web, and its web edition."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from lxml import etree

from publish import pipeline
from publish.cache import Cache
from publish.model.markup import X
from publish.verification.web.reader.html import parse_html
from tests.running import run_context

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 300" width="1200" height="300">'
    '<path d="M0 150h1200" stroke="black" stroke-width="4"/></svg>'
)
FILES = {
    "book.toml": """
[book]
title = "Salt & Sand"
authors = ["Ada Hollin"]
language = "en"
publisher = "Pier Press"
date = 2026-03-01
isbn = "978-3-16-148410-0"
description = "A walk <along> the shore."

[structure]
lists = ["figures"]
frontmatter = [{ file = "motto.md", role = "epigraph" }]
backmatter = ["glossary.md", "index.md"]

[[structure.bodymatter]]
title = "Shore"
id = "shore"
role = "part"
sections = ["dunes.md", "tides.md"]

[editions.pdf]
format = "pdf"

[editions.web]
format = "web"
page-list = "pdf"
downloads = ["pdf"]
offline = true
address = "https://books.example.org/salt/"
""",
    "motto.md": "# Motto\n\nThe sea keeps no books.\n",
    "dunes.md": """# Dunes

Sand walks inland.[^wind] It is measured in [](#tbl-steps).[^twice]
The [slack]{.index} is on [](#slack){.page}.

- Marram holds it[^root]
- so do fences

| Year | Steps[^steps] |
|:-----|------:|
| 1900 | 12 |
| 1950 | 40 |

Table: Steps of a dune {#tbl-steps}

```python

def walk(steps: int) -> int:
    return steps < 3 & 1
```

## The lee side

Here $a < b$ holds, and a note comes again.[^twice]

### Slack {#slack}

It is wet.

[^wind]: From the west, as a rule.[^rule]
[^rule]: Not in 1953.
[^twice]: It is called twice.
[^root]: By its roots.
[^steps]: Of a tall man.
""",
    "tides.md": """# Tides

![A long line](line.svg "The level"){#fig-level width=50%}

::: drama
Mate
: Is it high?

Pilot
: It is.

Mate
: Then go.
:::
""",
    "glossary.md": "# Glossary\n\nSlack\n: A wet hollow.\n",
    "index.md": "# Index\n",
    "line.svg": DRAWING,
}


@dataclass(frozen=True)
class Site:
    """A finished web edition."""

    folder: Path

    def page(self, name: str) -> etree._Element:
        """The tree of a page."""
        return parse_html(name, (self.folder / name).read_bytes())

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def write_files(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def build_site(folder: Path, out: Path, cache: Cache) -> Site:
    """The web edition of the book in a folder, built and verified."""
    (artifact,) = pipeline.build(folder, ["web"], out, run_context(cache=cache))
    return Site(artifact.path)


def elements(root: etree._Element, *names: str) -> list[etree._Element]:
    return list(root.iter(*(f"{X}{name}" for name in names)))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server with a folder."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
