"""`python -m publish.outputs.pdf.layout one_page FOLDER`: lays out one document, such as a cover.

It begins with the first line of its input. So it can be started before there is anything to lay
out, and import the engine meanwhile.
"""

from __future__ import annotations

import sys
from pathlib import Path

from publish.outputs.pdf.layout import whole_book


def main(folder: Path, _: object) -> int:
    """Do the job of a folder, as `whole_book.main`, once it is there."""
    sys.stdin.readline()  # its end may come late: copies of the other process have it open too
    return whole_book.main(folder, _)
