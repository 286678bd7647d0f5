"""`python -m publish` is the command `publish`."""

from __future__ import annotations

import gc

_ALLOCATIONS = 50_000  # between collections; the default of 700 walks live objects too often


def main() -> None:
    """Run the command; modules and the book live until the end, so that collecting finds little."""
    gc.set_threshold(_ALLOCATIONS)
    from publish.cli import main as run

    run()


if __name__ == "__main__":
    main()
