"""`python -m publish` is the command `publish`."""

import gc
import os
import sys

_ALLOCATIONS = 200_000  # between collections; the default of 700 walks live objects too often


def main() -> None:
    """Run the command; modules and the book live until the end, so that collecting finds little."""
    gc.set_threshold(_ALLOCATIONS)
    _leave_working_folder_out()
    from publish.cli import main as run
    from publish.deep_calls import call_with_room

    call_with_room(run)


def _leave_working_folder_out() -> None:
    """Import nothing from the working folder from now on, which may be that of a book.

    Python searches it for `python -m publish`, and for an empty entry of PYTHONPATH.
    """
    here = os.path.realpath("")
    if here != os.path.realpath(f"{__file__}/../.."):
        sys.path[:] = [folder for folder in sys.path if os.path.realpath(folder) != here]


if __name__ == "__main__":
    main()
