"""`python -m publish` is the command `publish`."""

from __future__ import annotations

import gc

_ALLOCATIONS = 50_000  # between collections; Python's 700 walks what stays until the end


def main() -> None:
    """Run the command; what it imports stays, and a book too, so that little is ever collected."""
    gc.set_threshold(_ALLOCATIONS)
    from publish.cli import main as run

    run()


if __name__ == "__main__":
    main()
